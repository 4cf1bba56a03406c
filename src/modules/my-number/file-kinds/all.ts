import type { FileKind } from '../../../spine/contracts/file-kind.ts';
import { cardAges, cardPrefectures, cardTypes } from './controls.ts';
import { cardMunicipal } from './localgovs.ts';

export const myNumberFileKinds: readonly FileKind[] = [cardMunicipal, cardPrefectures, cardTypes, cardAges];
