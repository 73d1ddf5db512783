import { join } from 'node:path';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { ownVersion } from '../cli/ownVersion';
import { ConceptsFile } from './concepts';
import { Edits } from './edits';
import { EngineThread } from './engine';
import { Folders } from './folders';
import { serveTools } from './server';
import { TOOLS } from './tools/table';
import { reasonOf } from '../core/text/errors';

/** What `--help` prints. */
export const USAGE = `usage: lrm-lens mcp --folder DIR...
  Serves the Model Context Protocol on standard input and output, for agents: read-only, and only what is in the folders.
`;

/** The folders of a command line (`--folder DIR`, also several after one another), or what is wrong with it. */
function parse(args: readonly string[]): readonly string[] | string {
  const [first, ...rest] = args;
  if (first !== '--folder')
    return first === undefined ? 'no folder given' : `unknown argument '${first}'`;
  const folders = rest.filter((arg) => arg !== '--folder');
  const option = folders.find((arg) => arg.startsWith('--'));
  if (option !== undefined) return `unknown option '${option}'`;
  return folders.length === 0 ? '--folder takes a folder' : folders;
}

/** Serves until the client closes the pipe. Exit code 2 on bad use. */
export async function run(args: readonly string[]): Promise<number> {
  const paths = parse(args);
  if (typeof paths === 'string') {
    process.stderr.write(`lrm-lens: ${paths}\n${USAGE}`);
    return 2;
  }
  let folders;
  try {
    folders = await Folders.open(paths);
  } catch (error) {
    process.stderr.write(`lrm-lens: ${reasonOf(error)}\n`);
    return 2;
  }
  const engine = new EngineThread(join(__dirname, 'engine.js'), (error) => {
    // A client starts a server anew that has ended.
    process.stderr.write(`lrm-lens: the engine stopped: ${error.message}\n`);
    // A fault of the program, as in the terminal twin.
    process.exit(70);
  });
  const concepts = new ConceptsFile(join(__dirname, 'concepts.json'));
  const edits = new Edits(folders, engine);
  const version = await ownVersion();
  const ended = new Promise<void>((resolve) => {
    // The client is gone when it closes the pipe.
    process.stdin.on('end', resolve);
  });
  await serveTools(new StdioServerTransport(), version, TOOLS, {
    folders,
    engine,
    concepts,
    edits,
  });
  await ended;
  engine.end();
  return 0;
}

// The editor starts this bundle itself; the terminal twin loads it.
if (require.main === module) {
  void run(process.argv.slice(2)).then((code) => process.exit(code));
}
