import { NotAFile } from './fileSource';
import { UseError } from './arguments';
import { printable } from './output';
import { ownVersion } from './ownVersion';

interface Command {
  /** What it takes, in one or two lines of the list of all commands. */
  readonly takes: string;
  readonly load: () => Promise<{
    readonly run: (args: readonly string[]) => Promise<number>;
    readonly usage: string;
  }>;
}

type CommandTable = Readonly<Record<string, Command>>;

/**
 * Subcommands, loaded when asked for. Each returns the exit code, 0 good, 1 over a given budget or not as required, 2 bad
 * input or use, and throws a `UseError` where its arguments are wrong.
 */
const COMMANDS: CommandTable = {
  inspect: {
    takes: 'FILE... [--json] [--steps] [--text] [--session] [--scheme NAME]',
    load: async () => {
      const { inspect: run, USAGE: usage } = await import('./inspect');
      return { run, usage };
    },
  },
  export: {
    takes:
      'FILE [--index N | --session] --markdown|--html|--json|--csv|--otlp OUT [--structure] [--bug-report] [--keep-secrets] [--personal]',
    load: async () => {
      const { exportCommand: run, USAGE: usage } = await import('./export');
      return { run, usage };
    },
  },
  prompts: {
    takes: 'FILE... [--json]',
    load: async () => {
      const { prompts: run, USAGE: usage } = await import('./prompts');
      return { run, usage };
    },
  },
  estimate: {
    takes: `PROMPT-FILE[:LINE]|- --from MODEL --to MODEL[:EFFORT][,...] [WHAT-IF...]
                  [--observed MODEL[:EFFORT]=REASONING_TOKENS[,...]] [--json] [--max-cost USD]`,
    load: async () => {
      const { estimateCommand: run, USAGE: usage } = await import('./estimate');
      return { run, usage };
    },
  },
  trial: {
    takes: `CASES --prompt FILE --from MODEL --to MODEL[:EFFORT][,...] --budget USD
                  [--check CHECK] [--dry-run] [--json]`,
    load: async () => {
      const { trialCommand: run, USAGE: usage } = await import('./trial');
      return { run, usage };
    },
  },
  models: {
    takes: '[ID[:EFFORT]...] [--json]',
    load: async () => {
      const { models: run, USAGE: usage } = await import('./models');
      return { run, usage };
    },
  },
  report: {
    takes:
      'PATH... [--by model|effort|day|session|folder|prompt] [--json|--csv|--ndjson|--parquet FILE|--partitions DIR]',
    load: async () => {
      const { report: run, USAGE: usage } = await import('./report');
      return { run, usage };
    },
  },
  search: {
    takes: `TEXT PATH... [--regex] [--kind KIND] [--model MODEL] [--tool NAME] [--since DAY] [--until DAY]
                  [--after-answer] [--before-error] [--json]`,
    load: async () => {
      const { search: run, USAGE: usage } = await import('./search');
      return { run, usage };
    },
  },
  mcp: {
    takes: '--folder DIR...',
    load: async () => {
      const { loadServer } = await import('./mcp');
      const { run, USAGE: usage } = await loadServer();
      return { run, usage };
    },
  },
  why: {
    takes: 'FILE:LINE[-LINE] --sessions DIR... [--no-git] [--json]',
    load: async () => {
      const { why: run, USAGE: usage } = await import('./why');
      return { run, usage };
    },
  },
  task: {
    takes: 'WORDS --sessions PATH... [--folder DIR] [--model ID] [--effort LEVEL] [--json]',
    load: async () => {
      const { taskCommand: run, USAGE: usage } = await import('./task');
      return { run, usage };
    },
  },
  check: {
    takes:
      '[PATH...] [--base GIT-REF [--head GIT-REF]] [--calls N] [--max-increase USD] [--strict] [--format text|github|json]',
    load: async () => {
      const { check: run, USAGE: usage } = await import('./check');
      return { run, usage };
    },
  },
  concepts: {
    takes: '[ID|CLAIM|WORDS...]',
    load: async () => {
      const { concepts: run, USAGE: usage } = await import('./concepts');
      return { run, usage };
    },
  },
};

const usageOf = (table: CommandTable): string =>
  Object.entries(table)
    .map(([name, { takes }]) => `lrm-lens ${name} ${takes}\n`)
    .join('');

const isHelp = (arg: string | undefined): boolean => arg === '--help' || arg === '-h';

/** Runs one command line (without node and script) and returns the exit code. */
export async function runCommand(
  argv: readonly string[],
  table: CommandTable = COMMANDS,
): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || isHelp(name)) {
    process.stdout.write(usageOf(table));
    return name === undefined ? 2 : 0;
  }
  if (name === '--version' || name === '-V') {
    process.stdout.write(`${await ownVersion()}\n`);
    return 0;
  }
  const command = Object.hasOwn(table, name) ? table[name] : undefined;
  if (command === undefined) {
    process.stderr.write(`lrm-lens: unknown command '${name}'\n${usageOf(table)}`);
    return 2;
  }
  const { run, usage } = await command.load();
  if (optionsOf(rest).some(isHelp)) {
    process.stdout.write(usage);
    return 0;
  }
  try {
    return await run(rest);
  } catch (error) {
    process.stderr.write(refusal(error, name, usage));
    return 2;
  }
}

/** What stands before `--`. */
const optionsOf = (args: readonly string[]): readonly string[] =>
  args.includes('--') ? args.slice(0, args.indexOf('--')) : args;

/** What is said of wrong use, and of a file that the system refuses. Any other error is a fault of the program: it is thrown on. */
function refusal(error: unknown, name: string, usage: string): string {
  if (error instanceof UseError) {
    const lines = error.message.split('\n').map(printable).join('\n');
    return `lrm-lens ${name}: ${lines}\n${usage}`;
  }
  const failure = fileFailure(error);
  if (failure === null) throw error;
  return `lrm-lens: ${printable(failure)}\n`;
}

/** Which file the system refused and why; `null` for any other error, which is a fault of the program. */
function fileFailure(error: unknown): string | null {
  if (error instanceof NotAFile) return `${error.path}: ${error.message}`;
  if (!(error instanceof Error) || !('syscall' in error)) return null;
  const path = 'path' in error && typeof error.path === 'string' ? `${error.path}: ` : '';
  // Node's "EACCES: permission denied, open '/a/b'" names the path again.
  return `${path}${error.message.replace(/, \w+(?: '.*')?$/s, '')}`;
}
