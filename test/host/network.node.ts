import { createRequire, syncBuiltinESMExports } from 'node:module';
import { sep } from 'node:path';
import type * as WorkerThreads from 'node:worker_threads';
import * as vscode from 'vscode';
import { contactOf, type Contact, type NetworkRecord, type Tell } from './contact';

type Method = (...args: unknown[]) => unknown;
type Holder = Record<string, Method | undefined>;

/**
 * Puts a recorder before everything in Node through which a program reaches the network or starts another program: all
 * of HTTP, TLS, `fetch` and WebSocket end in `Socket.connect`. Runs in workers as source text, so it uses nothing from
 * outside itself.
 */
function hook(load: (module: string) => object, tell: Tell): void {
  const watch = (holder: object, names: readonly string[], by = ''): void => {
    const methods = holder as Holder;
    for (const name of names) {
      const method = methods[name];
      if (typeof method !== 'function') continue;
      const seen = (args: readonly unknown[]): void => {
        const { stackTraceLimit } = Error;
        Error.stackTraceLimit = 60;
        const stack = String(new Error('contact').stack);
        Error.stackTraceLimit = stackTraceLimit;
        const [first, second] = args.flat();
        // Named parts only, because a process' options hold its whole environment.
        const parts = ['host', 'port', 'path', 'url', 'file', 'args'];
        const at = first instanceof Request ? first.url : first;
        tell(by + name, JSON.stringify([at, second], parts), stack);
      };
      methods[name] = new Proxy(method, {
        apply: (target, self, args: unknown[]) => {
          seen(args);
          return Reflect.apply(target, self, args);
        },
        construct: (target, args: unknown[], made) => {
          seen(args);
          return Reflect.construct(target, args, made) as object;
        },
      });
    }
  };
  const from = (module: string, part: string): object => (load(module) as Holder)[part]!;
  const prototype = (module: string, part: string): object =>
    (from(module, part) as Method).prototype as object;
  const queries = Object.keys(load('node:dns')).filter((n) => /^(lookup|resolve|reverse)/.test(n));
  watch(prototype('node:net', 'Socket'), ['connect'], 'Socket.');
  watch(prototype('node:dgram', 'Socket'), ['connect', 'send', 'bind'], 'dgram.');
  watch(load('node:dns'), queries);
  watch(load('node:dns/promises'), queries);
  watch(prototype('node:dns', 'Resolver'), queries);
  watch(prototype('node:child_process', 'ChildProcess'), ['spawn']);
  watch(load('node:child_process'), ['spawnSync', 'execSync', 'execFileSync']);
  watch(globalThis, ['fetch', 'WebSocket', 'EventSource']);
}

/**
 * Whether the editor itself or an extension that comes with it was the caller: a file of theirs is on the stack and none
 * of ours. VS Code looks for open ports and its Markdown starts a server, in the same process.
 */
function isEditors(stack: string): boolean {
  const { extensionUri } = vscode.extensions.getExtension('lrm-lens.lrm-lens')!;
  const ours = vscode.Uri.joinPath(extensionUri, 'dist').fsPath + sep;
  return stack.includes(vscode.env.appRoot) && !stack.includes(ours);
}

/** Starts recording in this thread and in every worker that is started from now on. */
export function recordNetwork(): NetworkRecord {
  const contacts: Contact[] = [];
  let workers = 0;
  const load = createRequire(__filename) as (module: string) => object;
  const keep = (where: Contact['where'], by: string, to: string, stack: string): void => {
    if (!isEditors(stack)) contacts.push({ where, by, to, stack });
  };
  hook(load, (...contact) => keep('host', ...contact));

  const threads = load('node:worker_threads') as { Worker: typeof WorkerThreads.Worker };
  const boot = (file: string): string => `
    const { parentPort } = require('node:worker_threads');
    (${hook.toString()})(require, (...contact) => parentPort.postMessage({ lrmLensContact: contact }));
    require(${JSON.stringify(file)});`;
  threads.Worker = class extends threads.Worker {
    constructor(file: string | URL, options: WorkerThreads.WorkerOptions = {}) {
      // Workers of the editor and of other extensions may be modules; ours are scripts at a path.
      const recorded = typeof file === 'string' && options.eval !== true;
      super(recorded ? boot(file) : file, recorded ? { ...options, eval: true } : options);
      if (!recorded) return;
      workers++;
      this.on('message', (message: unknown) => {
        const contact = contactOf(message);
        if (contact !== null) keep('worker', ...contact);
      });
    }
  };
  syncBuiltinESMExports();
  return {
    contacts,
    get workers() {
      return workers;
    },
  };
}
