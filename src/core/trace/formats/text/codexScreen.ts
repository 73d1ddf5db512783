import { sectionsOf, type Said } from './said';

/** What `codex exec` prints first: facts of the session between two rules, then the words that it was started with. */
const HEAD = /^-{8}\n((?:[a-z][a-z ]{1,40}: [^\n]{0,2000}\n){3,30})-{8}\n(?=user\n)/gm;

const TOOK = String.raw`(?: in [\d.]{1,12} ?(?:ms|s|m|m \d{1,2}s))?`;
/** The lines that begin what is shown next; the end of a command may stand on the command's own line. */
const MARK = new RegExp(
  [
    '^(thinking|codex|exec|apply patch|file update:?|Plan update|context compacted|tokens used)$',
    `^(.*?) (?:(succeeded)|exited (-?\\d{1,5}))${TOOK}:$`,
    String.raw`^tool ([^\s(]{1,200})\((.*)\)$`,
    `^([^\\s(]{1,200})\\(.*\\) (success|failed)${TOOK}:$`,
    String.raw`^\u{1f310} Searched: (.+)$`,
  ].join('|'),
  'u',
);
/** Lines of the program among the words of others. */
const NOISE =
  /^(?:mcp(?: startup)?: |hook: |warning: |deprecated: |\d{4}-\d\d-\d\dT[\d:.]{8,20}Z +(?:ERROR|WARN|INFO) |Reading (?:prompt|additional input) from stdin)/;

/**
 * The screen of `codex exec` as it is piped into a log (codex-rs/exec/src/event_processor_with_human_output.rs and its
 * successors): its words, its thinking, its commands with the first lines of what they gave, and the changes of files. Runs may
 * stand below each other; what stands above one, and below its count of tokens, is not the session's.
 */
export function codexScreen(text: string): readonly Said[] | null {
  const heads = [...text.matchAll(HEAD)];
  if (heads.length === 0) return null;
  return heads.flatMap(([head, facts = ''], i) => {
    const from = (heads[i]?.index ?? 0) + head.length;
    const model = /^model: (\S{1,200})$/m.exec(facts)?.[1] ?? null;
    return runSaid(text.slice(from, heads[i + 1]?.index)).map((one) => ({ ...one, model }));
  });
}

function runSaid(shown: string): readonly Said[] {
  // The words of the user go up to the first thing that the agent did.
  const words = /^user\n([^]*?)(?=^(?:thinking|codex|exec|apply patch|file update)$|(?![^]))/m.exec(
    shown,
  );
  const prompt = withoutNoise(words?.[1] ?? '');
  const run = new ShownRun();
  run.said.push({ kind: 'user', text: prompt });
  for (const { match, rest } of sectionsOf(shown.slice(words?.[0].length ?? 0), MARK, false)) {
    if (match[1] === 'tokens used') break;
    run.read(match, rest);
  }
  return run.end();
}

function withoutNoise(words: string): string {
  const lines = words.split('\n');
  while (lines.length > 0 && isNoise(lines.at(-1) ?? '')) lines.pop();
  return lines.join('\n').trim();
}

const isNoise = (line: string): boolean => line.trim() === '' || NOISE.test(line);

/** A patch as it was shown: where its call stands, its files, and the changes that no later one shows again, by file. */
interface Patch {
  readonly place: number;
  readonly files: readonly string[];
  readonly changes: Map<string, string>;
}

/** What a run shows, in its order; results come in the order of their commands. */
class ShownRun {
  readonly said: Said[] = [];
  /** Lines of a command whose end is not seen yet. */
  #command = '';
  #calls = 0;
  readonly #waiting: string[] = [];
  /** The patch that showed the changes of each file last: the program shows all changes of the run again at each patch. */
  readonly #shown = new Map<string, Patch>();
  readonly #patches: Patch[] = [];
  /** Paths that the files which were changed may have in a difference. */
  readonly #own = new Set<string>();

  read(match: RegExpMatchArray, rest: string): void {
    const [, mark, before = '', succeeded, code, tool, input, gave, outcome, search] = match;
    const isPatch = mark === 'apply patch' || mark === 'file update';
    const body = withoutNoise(isPatch ? rest : this.#withoutChanges(rest, mark === undefined));
    if (mark === 'exec') {
      this.#flush();
      this.#command = body;
    } else if (succeeded !== undefined || code !== undefined) {
      this.#ended(before, body, succeeded === undefined && code !== '0');
    } else {
      this.#flush();
      if (mark === 'thinking') this.#say('thought', body);
      else if (mark === 'codex') this.#say('answer', body);
      else if (mark === 'apply patch') this.#patched(body);
      else if (mark === 'file update') this.#call('apply_patch', asPatch(body));
      else if (tool !== undefined) this.#call(tool, input ?? '');
      else if (gave !== undefined) this.#result(body, outcome === 'failed');
      else if (search !== undefined) this.#call('web_search', search);
    }
  }

  end(): readonly Said[] {
    this.#flush();
    // A patch whose changes a later one shows again names its files.
    for (const { place, files, changes } of this.#patches) {
      const input = (changes.size === 0 ? files : [...changes.values()]).join('\n');
      this.said[place] = { ...this.said[place]!, text: input, input };
    }
    return this.said;
  }

  #say(kind: 'thought' | 'answer', words: string): void {
    if (words !== '') this.said.push({ kind, text: words });
  }

  /** Commands that began together are run into each other, as the program ends their lines only with what they gave. */
  #flush(): void {
    const commands = this.#command.split(/(?<= in [^\n]{1,1000})exec\n(?=\S)/);
    this.#command = '';
    for (const command of commands) {
      const words = command.replace(/^([^]*) in (?:\/|[A-Za-z]:\\|~)[^\n]*$/, '$1').trim();
      if (words !== '') this.#call('exec', words);
    }
  }

  #ended(before: string, body: string, failed: boolean): void {
    const isPatch = before.startsWith('apply_patch(');
    if (!isPatch) this.#command = [this.#command, before].filter((part) => part !== '').join('\n');
    this.#flush();
    this.#result(body, failed);
  }

  #call(name: string, input: string): void {
    const id = String(this.#calls++);
    this.#waiting.push(id);
    this.said.push({ kind: 'call', text: input, name, input, id });
  }

  #result(words: string, failed: boolean): void {
    const id = this.#waiting.shift();
    if (id !== undefined) this.said.push({ kind: 'result', text: words, id, failed });
  }

  /**
   * Words without all changes of the run so far, which newer programs show again behind anything: what commands gave may be such a
   * difference itself, but not below an empty line.
   */
  #withoutChanges(rest: string, isGiven: boolean): string {
    if (this.#shown.size === 0) return rest;
    let looked = 0;
    for (const { index, 1: path = '' } of rest.matchAll(CHANGED)) {
      if (++looked > MOST_LOOKED) break;
      const isBelow = isGiven
        ? rest.slice(Math.max(0, index - 2), index) === '\n\n'
        : (rest.slice(0, index).match(/^```/gm)?.length ?? 0) % 2 === 0;
      if (isBelow && this.#own.has(path)) return rest.slice(0, index);
    }
    return rest;
  }

  /** Newer programs show a patch when it is applied: how that went, its files, then the difference. */
  #patched(body: string): void {
    const at = body.search(/^diff --git /m);
    const [went = '', ...files] = (at < 0 ? body : body.slice(0, at)).trim().split('\n');
    const own = at < 0 ? [] : differencesOf(body.slice(at), files);
    const changes = new Map(own.map(({ file, words }) => [file, words]));
    const patch: Patch = { place: this.said.length, files, changes };
    for (const { file } of own) {
      this.#shown.get(file)?.changes.delete(file);
      this.#shown.set(file, patch);
      for (const path of pathsOf(file)) this.#own.add(path);
    }
    this.#patches.push(patch);
    this.#call('apply_patch', '');
    const id = this.#waiting.pop() ?? null;
    this.said.push({ kind: 'result', text: went, id, failed: !went.endsWith('completed') });
  }
}

/** Differences in one text that are looked at: each is held against all that stands before it. */
const MOST_LOOKED = 20;
const CHANGED = /^diff --git a\/(.{1,1000}?) b\/\1$/gm;

interface Difference {
  readonly file: string;
  readonly words: string;
}

/** The differences of the files that were patched, each once; the program shows those of earlier patches again. */
function differencesOf(shown: string, files: readonly string[]): readonly Difference[] {
  const byPath = new Map(
    files.toReversed().flatMap((file) => pathsOf(file).map((path) => [path, file])),
  );
  const found = new Set<string>();
  return shown.split(/^(?=diff --git )/m).flatMap((words): readonly Difference[] => {
    const path = /^diff --git a\/.{1,1000}? b\/(.{1,1000})$/m.exec(words)?.[1] ?? null;
    const file = byPath.get(path ?? '');
    if (file === undefined || found.has(file)) return [];
    found.add(file);
    return [{ file, words: words.trimEnd() }];
  });
}

/** Folders up to which the path of a file may be told from another one. */
const MOST_FOLDERS = 20;

/** What a difference may call a file: its path from any of the folders that it is in. */
function pathsOf(file: string): readonly string[] {
  const parts = file.split('/').slice(-MOST_FOLDERS);
  return [file, ...parts.map((_, i) => parts.slice(i).join('/'))];
}

const CHANGE = /^([AMD]) ((?:\/|[A-Za-z]:\\).+?)(?: -> .+)?$/;
const CHANGES: Readonly<Record<string, string>> = { A: 'Add', M: 'Update', D: 'Delete' };

/** The changes that older programs show, written as the patch that asked for them. */
function asPatch(shown: string): string {
  let adds = false;
  const lines = shown.split('\n').map((line) => {
    const found = CHANGE.exec(line);
    if (found === null) return adds ? `+${line}` : line;
    const [, kind = 'M', file = ''] = found;
    adds = kind === 'A';
    return `*** ${CHANGES[kind] ?? 'Update'} File: ${file}`;
  });
  return lines.join('\n');
}
