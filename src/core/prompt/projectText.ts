import type { PromptDocument } from './languages';
import type { FoundPrompt } from './model';
import { moved } from './moved';

/** Files that tell people of a project: no model is sent them as a whole. */
const ABOUT =
  /^(?:readme|changelog|changes|history|news|contributing|contributors|code[-_]of[-_]conduct|licen[cs]e|notice|security|support|authors|maintainers|codeowners|install|upgrading|roadmap|faq)(?:[-_.][\w-]{1,20})?(?:\.(?:md|markdown|mdx|rst|txt|adoc))?$/i;

/** Whether a file tells people of a project (`README.md`, `LICENSE`). */
export const isProjectText = ({ fileName }: PromptDocument): boolean => ABOUT.test(fileName);

/** A fence that opens a block of code, and its language; a deeper one stands in a list and is not read. */
const FENCE = /^ {0,3}(`{3,20}|~{3,20})[ \t]{0,20}([\w+#-]{0,20})/;
const LANGUAGES: Readonly<Record<string, string>> = {
  py: 'python',
  python3: 'python',
  js: 'javascript',
  mjs: 'javascript',
  node: 'javascript',
  jsx: 'javascriptreact',
  ts: 'typescript',
  tsx: 'typescriptreact',
  sh: 'shellscript',
  bash: 'shellscript',
  shell: 'shellscript',
  console: 'shellscript',
  curl: 'shellscript',
  yml: 'yaml',
  golang: 'go',
  rs: 'rust',
  cs: 'csharp',
  'c#': 'csharp',
  rb: 'ruby',
  kt: 'kotlin',
};

/** The prompts in the blocks of code of a project's text, each block read by itself; places are those of the file. */
export function blockPrompts(
  document: PromptDocument,
  find: (code: PromptDocument) => readonly FoundPrompt[],
): readonly FoundPrompt[] {
  const found: FoundPrompt[] = [];
  let open: { fence: string; languageId: string; start: number } | null = null;
  let at = 0;
  for (const line of document.text.split('\n')) {
    const [, fence = '', language = ''] = FENCE.exec(line) ?? [];
    if (open === null && fence !== '' && language !== '') {
      const word = language.toLowerCase();
      open = { fence, languageId: LANGUAGES[word] ?? word, start: at + line.length + 1 };
    } else if (open !== null && line.trim().startsWith(open.fence)) {
      const { start, languageId } = open;
      const text = document.text.slice(start, Math.max(start, at));
      const code = { text, languageId, fileName: 'block' };
      found.push(...find(code).map((p) => moved(p, (offset) => start + offset)));
      open = null;
    }
    at += line.length + 1;
  }
  return found;
}
