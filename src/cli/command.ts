import { printable } from './output';

const USAGE = `lrm-lens inspect FILE... [--json] [--steps] [--text] [--session] [--scheme NAME]
lrm-lens export FILE [--index N] --markdown|--html|--json|--csv OUT [--structure] [--keep-secrets] [--personal]
lrm-lens prompts FILE... [--json]
lrm-lens estimate PROMPT-FILE[:LINE]|- --from MODEL --to MODEL[:EFFORT][,...] [--calls N]
                  [--observed MODEL[:EFFORT]=REASONING_TOKENS[,...]] [--json] [--max-cost USD]
lrm-lens models [ID[:EFFORT]...] [--json]
lrm-lens report PATH... [--by model|effort|day] [--json|--csv|--parquet FILE]
lrm-lens concepts [ID]
`;

type Command = (args: readonly string[]) => Promise<number>;

/** Subcommands, loaded when asked for. Each returns the exit code: 0 good, 1 over a given budget, 2 bad input or use. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  concepts: async () => (await import('./concepts')).concepts,
  export: async () => (await import('./export')).exportCommand,
  inspect: async () => (await import('./inspect')).inspect,
  prompts: async () => (await import('./prompts')).prompts,
  estimate: async () => (await import('./estimate')).estimateCommand,
  models: async () => (await import('./models')).models,
  report: async () => (await import('./report')).report,
};

/** Runs one command line (without node and script) and returns the exit code. */
export async function runCommand(argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === '-h') {
    process.stdout.write(USAGE);
    return name === undefined ? 2 : 0;
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load === undefined) {
    process.stderr.write(`lrm-lens: unknown command '${name}'\n${USAGE}`);
    return 2;
  }
  try {
    const command = await load();
    return await command(rest);
  } catch (error) {
    const failure = fileFailure(error);
    if (failure === null) throw error;
    process.stderr.write(`lrm-lens: ${printable(failure)}\n`);
    return 2;
  }
}

/** Which file the system refused and why; `null` for any other error, which is a fault of the program. */
function fileFailure(error: unknown): string | null {
  if (!(error instanceof Error) || !('syscall' in error)) return null;
  const path = 'path' in error && typeof error.path === 'string' ? `${error.path}: ` : '';
  // Node's "EACCES: permission denied, open '/a/b'" names the path again.
  return `${path}${error.message.replace(/, \w+(?: '.*')?$/s, '')}`;
}
