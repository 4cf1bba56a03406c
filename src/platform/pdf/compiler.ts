import { createRequire } from 'node:module';

/** What we use of the native Typst compiler. */
export interface Compiler {
  compile(asked: CompileArgs): CompileResult;
  fetchDiagnostics(error: object): readonly { readonly message: string }[];
  pdf(
    compiled: object,
    options: {
      readonly pdfStandard: string;
      readonly pdfTags: boolean;
      /** Seconds since 1970. */
      readonly creationTimestamp: number;
    },
  ): Buffer;
  plainSvg(compiled: object): string;
}

interface CompileArgs {
  readonly mainFileContent: string;
  readonly inputs: Readonly<Record<string, string>>;
}

interface CompileResult {
  readonly result: { readonly numOfPages: number } | null;
  hasError(): boolean;
  takeError(): object | null;
}

interface CompilerPackage {
  readonly NodeCompiler: {
    create(options: {
      readonly workspace: string;
      readonly fontArgs: readonly { readonly fontBlobs: readonly Buffer[] }[];
    }): Compiler;
  };
}

const load = createRequire(import.meta.url);

/**
 * The compiler's program for this kind of machine. The packages of other kinds are not asked for: the registries hold
 * this version for Linux on x64 only, and an older one writes no tags (docs/adr/0017).
 */
const PACKAGE = `@myriaddreamin/typst-ts-node-compiler-${process.platform}-${process.arch}-gnu`;

const FONTS = ['400Regular/NotoSansJP_400Regular.ttf', '700Bold/NotoSansJP_700Bold.ttf'].map(
  (file) => `@expo-google-fonts/noto-sans-jp/${file}`,
);

/** Whether PDFs can be made on this machine: the compiler's program and the font are there. Loads neither. */
export function pdfAvailable(): boolean {
  try {
    for (const name of [PACKAGE, ...FONTS]) load.resolve(name);
    return true;
  } catch {
    return false;
  }
}

/** Paths of the font's files; regular first. */
export function fontFiles(): readonly string[] {
  return FONTS.map((name) => load.resolve(name));
}

/** Loads native code: only in a process that may die. No folder of the machine is the compiler's. */
export function openCompiler(fonts: readonly Buffer[]): Compiler {
  const { NodeCompiler } = load(PACKAGE) as CompilerPackage;
  return NodeCompiler.create({ workspace: '/nonexistent', fontArgs: [{ fontBlobs: fonts }] });
}
