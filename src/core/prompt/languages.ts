import type { DocumentLanguage } from './model';
import { readCurly, type CurlyGrammar } from './syntax/curly';
import { readJson, readYaml } from './syntax/data';
import { readBatch, readHttp } from './syntax/embedded';
import { readJavascript } from './syntax/javascript';
import { readShell } from './syntax/shell';
import { readPython } from './syntax/python';
import { readToml } from './syntax/toml';
import type { Program } from './syntax/value';

/** A document as the editor or the terminal has it. */
export interface PromptDocument {
  readonly text: string;
  /** VS Code language id; notebook cells have their own. */
  readonly languageId: string;
  readonly fileName: string;
  /** Another document, with its own imports, by the name that an import gives it (`./prompts`, `.prompts`); null where it is not at hand. */
  readonly imports?: (module: string) => PromptDocument | null;
}

/** A language in which prompts are looked for. */
export interface PromptLanguage {
  /** As people call it. */
  readonly name: string;
  readonly reads: DocumentLanguage;
  /** What the requests in it are written in, where that is another. */
  readonly holds?: DocumentLanguage;
  /** VS Code's language ids and file endings, separated by spaces. */
  readonly ids: string;
  readonly endings: string;
  readonly read: (text: string) => Program;
}

const curly = (
  name: string,
  ids: string,
  endings: string,
  grammar: CurlyGrammar,
): PromptLanguage => ({
  name,
  reads: 'other',
  ids,
  endings,
  read: (text) => readCurly(text, grammar),
});

/** The languages that are read as code or data; every other document is text. */
const LANGUAGES: readonly PromptLanguage[] = [
  { name: 'Python', reads: 'python', ids: 'python', endings: 'py pyi pyw', read: readPython },
  {
    name: 'JavaScript',
    reads: 'javascript',
    ids: 'javascript javascriptreact',
    endings: 'js jsx mjs cjs vue svelte astro',
    read: readJavascript,
  },
  {
    name: 'TypeScript',
    reads: 'javascript',
    ids: 'typescript typescriptreact',
    endings: 'ts tsx mts cts',
    read: readJavascript,
  },
  {
    name: 'JSON',
    reads: 'json',
    ids: 'json jsonc jsonl',
    endings: 'json jsonc jsonl ndjson',
    read: readJson,
  },
  { name: 'YAML', reads: 'yaml', ids: 'yaml', endings: 'yaml yml', read: readYaml },
  { name: 'TOML', reads: 'yaml', ids: 'toml', endings: 'toml', read: readToml },
  curly('Java', 'java', 'java', 'java'),
  curly('Go', 'go', 'go', 'go'),
  curly('Rust', 'rust', 'rs', 'rust'),
  curly('C++', 'cpp c', 'cpp cc cxx hpp h c', 'cpp'),
  curly('PHP', 'php', 'php', 'php'),
  curly('C#', 'csharp', 'cs csx', 'csharp'),
  curly('Kotlin', 'kotlin', 'kt kts', 'scan'),
  curly('Swift', 'swift', 'swift', 'swift'),
  curly('Dart', 'dart', 'dart', 'scan'),
  curly('Scala', 'scala', 'scala', 'scan'),
  curly('Groovy', 'groovy', 'groovy gradle', 'scan'),
  curly('Ruby', 'ruby', 'rb', 'hash'),
  curly('Elixir', 'elixir', 'ex exs', 'hash'),
  curly('R', 'r', 'r', 'hash'),
  curly('Julia', 'julia', 'jl', 'hash'),
  {
    name: 'shell',
    reads: 'other',
    ids: 'shellscript powershell',
    endings: 'sh bash zsh ps1 fish',
    holds: 'json',
    read: readShell,
  },
  {
    name: 'batch',
    reads: 'other',
    ids: 'bat',
    endings: 'bat',
    holds: 'json',
    read: readBatch,
  },
  {
    name: 'HTTP',
    reads: 'other',
    ids: 'http rest',
    endings: 'http rest',
    holds: 'json',
    read: readHttp,
  },
];

const BY_ID = new Map(LANGUAGES.flatMap((l) => l.ids.split(' ').map((id) => [id, l] as const)));
const BY_ENDING = new Map(
  LANGUAGES.flatMap((l) => l.endings.split(' ').map((e) => [e, l] as const)),
);

/** Longest document that is read as code or data, in UTF-16 units. */
export const MAX_CODE_CHARS = 2_000_000;

/** The language of a document by its id and, where that says nothing, by its file ending; null for text. */
export function languageOf(document: PromptDocument): PromptLanguage | null {
  const known = BY_ID.get(document.languageId);
  if (known !== undefined) return known;
  const ending = document.fileName.slice(document.fileName.lastIndexOf('.') + 1).toLowerCase();
  const plain = ['', 'plaintext', 'unknown', 'ini', 'properties'].includes(document.languageId);
  return plain ? (BY_ENDING.get(ending) ?? null) : null;
}
