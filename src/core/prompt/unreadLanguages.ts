import type { PromptDocument } from './languages';

/** A language of code that is known as such and not read. */
interface UnreadLanguage {
  /** As people call it. */
  readonly name: string;
  /** VS Code's language ids and file endings, separated by spaces. */
  readonly words: string;
}

const unread = (name: string, words: string): UnreadLanguage => ({ name, words });

/** Languages of code that nothing reads here: their files are no prompts as a whole. */
const UNREAD: readonly UnreadLanguage[] = [
  unread('Ada', 'ada adb ads'),
  unread('assembly', 'asm nasm'),
  unread('Clojure', 'clojure clj cljs cljc'),
  unread('CMake', 'cmake'),
  unread('COBOL', 'cobol cob cbl'),
  unread('CoffeeScript', 'coffeescript coffee'),
  unread('Common Lisp', 'lisp commonlisp'),
  unread('Crystal', 'crystal cr'),
  unread('CSS', 'css scss sass less'),
  unread('Dockerfile', 'dockerfile'),
  unread('Emacs Lisp', 'el'),
  unread('Erlang', 'erlang erl hrl'),
  unread('F#', 'fsharp fs fsx'),
  unread('Fortran', 'fortran f90 f95'),
  unread('GDScript', 'gdscript gd'),
  unread('Gleam', 'gleam'),
  unread('GraphQL', 'graphql gql'),
  unread('Haskell', 'haskell hs'),
  unread('Haxe', 'haxe hx'),
  unread('Lua', 'lua'),
  unread('Makefile', 'makefile mk'),
  unread('Mojo', 'mojo'),
  unread('Nim', 'nim'),
  unread('Nix', 'nix'),
  unread('Objective-C', 'objective-c objective-cpp mm'),
  unread('OCaml', 'ocaml ml mli'),
  unread('Odin', 'odin'),
  unread('Pascal', 'pascal objectpascal pas'),
  unread('Perl', 'perl perl6 raku pl pm'),
  unread('Protocol Buffers', 'proto proto3'),
  unread('Racket', 'racket rkt'),
  unread('Scheme', 'scheme scm'),
  unread('Solidity', 'solidity sol'),
  unread('SQL', 'sql'),
  unread('Tcl', 'tcl'),
  unread('Terraform', 'terraform tf'),
  unread('V', 'v'),
  unread('Vala', 'vala'),
  unread('Vim script', 'viml vim'),
  unread('Visual Basic', 'vb'),
  unread('Zig', 'zig'),
];

const NAMES = new Map(
  UNREAD.flatMap(({ name, words }) => words.split(' ').map((w) => [w, name] as const)),
);

/** The name of the language of a document that is code and not read; null for what is read, and for text. */
export function unreadLanguage({ languageId, fileName }: PromptDocument): string | null {
  const ending = fileName.slice(fileName.lastIndexOf('.') + 1).toLowerCase();
  const isPlain = ['', 'plaintext', 'unknown'].includes(languageId);
  return NAMES.get(isPlain ? ending : languageId) ?? null;
}
