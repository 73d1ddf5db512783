import * as vscode from 'vscode';
import { contactOf, type Contact, type NetworkRecord, type Tell } from './contact';

type Method = (...args: unknown[]) => unknown;
type Holder = Record<string, Method | undefined>;

/**
 * Puts a recorder before everything through which a Web Worker reaches the network. Runs in workers as source text, so
 * it uses nothing from outside itself.
 */
function hook(scope: object, tell: Tell): void {
  const watch = (holder: object | undefined, names: readonly string[], by = ''): void => {
    const methods = holder as Holder | undefined;
    for (const name of names) {
      const method = methods?.[name];
      if (methods === undefined || typeof method !== 'function') continue;
      const seen = (args: readonly unknown[]): void => {
        const [first] = args;
        const to = first instanceof Request ? first.url : String(first);
        tell(by + name, to, String(new Error('contact').stack));
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
  watch(scope, ['fetch', 'WebSocket', 'WebTransport', 'EventSource', 'XMLHttpRequest']);
  watch((scope as { navigator?: object }).navigator, ['sendBeacon']);
}

/** Whether VS Code itself was the caller, which loads extensions: files of its own are on the stack and none of ours. */
function isEditors(stack: string): boolean {
  const { extensionUri } = vscode.extensions.getExtension('lrm-lens.lrm-lens')!;
  const ours = vscode.Uri.joinPath(extensionUri, 'dist').path + '/';
  return stack.includes('/out/vs/workbench/') && !stack.includes(ours);
}

/** Starts recording in this worker and in every worker that is started from now on. */
export function recordNetwork(): NetworkRecord {
  const contacts: Contact[] = [];
  let workers = 0;
  const keep = (where: Contact['where'], by: string, to: string, stack: string): void => {
    if (!isEditors(stack)) contacts.push({ where, by, to, stack });
  };
  hook(globalThis, (...contact) => keep('host', ...contact));
  const boot = (script: string): string => `
    (${hook.toString()})(self, (...contact) => self.postMessage({ lrmLensContact: contact }));
    importScripts(${JSON.stringify(script)});`;
  globalThis.Worker = class extends globalThis.Worker {
    constructor(script: string | URL, options?: WorkerOptions) {
      const blob = new Blob([boot(String(script))], { type: 'text/javascript' });
      super(URL.createObjectURL(blob), options);
      workers++;
      this.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        const contact = contactOf(data);
        if (contact !== null) keep('worker', ...contact);
      });
    }
  };
  return {
    contacts,
    get workers() {
      return workers;
    },
  };
}
