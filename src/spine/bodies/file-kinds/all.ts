import type { FileKind } from '../../contracts/file-kind.ts';
import { basicIndicators } from './basic-indicators.ts';
import { residentRegister } from './resident-register.ts';
import { municipalityShapes } from './shapes.ts';

export const bodiesFileKinds: readonly FileKind[] = [residentRegister, basicIndicators, municipalityShapes];
