import * as vscode from 'vscode';
import type { TraceRow } from '../../src/core/list/list';
import { ActiveTraceSlot } from '../../src/host/shared/activeTrace';
import { ColumnChoices } from '../../src/host/shared/columnChoices';
import type { Services } from '../../src/host/shared/services';
import type { Engine } from '../../src/host/shared/engine';
import { createEngine } from '../../src/host/shared/engineHost';
import { Learning } from '../../src/host/shared/learning';
import { OwnTraces } from '../../src/host/shared/ownTraces';
import type { DocumentTools, FileEvent } from '../../src/host/traces/editor/followedFile';
import { TraceDocument } from '../../src/host/traces/editor/traceDocument';
import { TraceReader } from '../../src/host/traces/reading/traceReader';
import { STEP_KINDS } from '../../src/core/steps/kinds';
import { stepFlags } from '../../src/protocol/traceData';

const { extensionUri } = vscode.extensions.getExtension('lrm-lens.lrm-lens')!;

/** Whether this is the web extension host, which cannot read paths. */
export const isWeb = extensionUri.scheme !== 'file';

export const workspaceUri = vscode.workspace.workspaceFolders![0]!.uri;

export const inWorkspace = (name: string): vscode.Uri => vscode.Uri.joinPath(workspaceUri, name);

export interface TestTools extends DocumentTools {
  dispose(): void;
  readonly engine: Engine;
  readonly state: Map<string, unknown>;
}

/** VS Code gives channels of one name the same log, which ends with the first of them that is disposed: there is one. */
const log = vscode.window.createOutputChannel('LRM Lens tests', { log: true });

/** The trace host's parts with storage of their own, so that tests do not meet the running extension's. */
export function traceTools(storage = inWorkspace('.test-storage')): TestTools {
  const state = new Map<string, unknown>();
  const memento = {
    get: (key: string, fallback: unknown) => state.get(key) ?? fallback,
    update: (key: string, value: unknown) => {
      state.set(key, value);
      return Promise.resolve();
    },
  };
  const context = {
    extensionUri,
    globalStorageUri: storage,
    globalState: memento,
    workspaceState: memento,
  } as unknown as vscode.ExtensionContext;
  const memory = new Learning(storage);
  const engine = createEngine(extensionUri, memory, log);
  const columns = new ColumnChoices();
  const activeTrace = new ActiveTraceSlot();
  return {
    services: {
      context,
      log,
      activeTrace,
      ownTraces: new OwnTraces(),
      engine,
      memory,
      columns,
    } satisfies Services,
    reader: new TraceReader(engine, columns),
    engine,
    state,
    dispose: () => {
      engine.dispose();
      columns.dispose();
      memory.dispose();
    },
  };
}

/** Resolves with the next event that fits; rejects after `ms`, which is far above what a busy machine needs. */
export function nextEvent(
  document: TraceDocument,
  fits: (event: FileEvent) => boolean,
  ms = 60_000,
): Promise<FileEvent> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no such event in ${ms} ms`)), ms);
    const listening = document.onDidChange((event) => {
      if (!fits(event)) return;
      clearTimeout(timer);
      listening.dispose();
      resolve(event);
    });
  });
}

export const fileEvent =
  (reason: string) =>
  (event: FileEvent): boolean =>
    event.type === 'file' && event.reason === reason;

/** Opens a file and waits until it is ready or has failed. */
export async function openDocument(uri: vscode.Uri, tools: TestTools): Promise<TraceDocument> {
  const document = new TraceDocument(uri, tools);
  await document.whenOpen().catch(() => undefined);
  return document;
}

/** The trace host's parts for the tests of one suite, and what opens files with them; all of it ends after the last test. */
export function traceSuite(): {
  readonly tools: () => TestTools;
  readonly open: (uri: vscode.Uri) => Promise<TraceDocument>;
} {
  let tools: TestTools | null = null;
  const documents: TraceDocument[] = [];
  const ready = (): TestTools => {
    if (tools === null) throw new Error('before the first test');
    return tools;
  };
  before(() => {
    tools = traceTools();
  });
  after(() => {
    for (const document of documents) document.dispose();
    ready().dispose();
  });
  const open = async (uri: vscode.Uri): Promise<TraceDocument> => {
    const document = await openDocument(uri, ready());
    documents.push(document);
    return document;
  };
  return { tools: ready, open };
}

/** Ids of all traces of a document. */
export async function idsOf(document: TraceDocument): Promise<readonly string[]> {
  return (await rowsOf(document)).map((row) => row.id);
}

/** All lines of a document's list. */
export function rowsOf(document: TraceDocument): Promise<readonly TraceRow[]> {
  return document.rows(Array.from({ length: document.view().count }, (_, i) => i));
}

/** A short reasoning of four paragraphs. */
export const SHORT_REASONING =
  'I need to add two numbers.\n\nTwo and two is four.\n\nWait, let me check that.\n\nSo the answer is four.';

/** What a step of the first trace does, and whether somebody said so. */
export async function kindOf(document: TraceDocument, step: number): Promise<string> {
  const { steps } = await document.outline(0);
  return `${STEP_KINDS[steps.kind[step]!]!}${steps.flags[step]! & stepFlags.corrected ? ' (corrected)' : ''}`;
}

export async function write(name: string, content: string | Uint8Array): Promise<vscode.Uri> {
  const uri = inWorkspace(name);
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  await vscode.workspace.fs.writeFile(uri, bytes);
  return uri;
}

/** A Chat Completions response as one line. */
export function completion(id: string, reasoning: string, answer = '42'): string {
  return `${JSON.stringify({
    id,
    object: 'chat.completion',
    created: 1_791_797_460,
    model: 'deepseek-reasoner',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', reasoning_content: reasoning, content: answer },
        finish_reason: 'stop',
      },
    ],
    usage: {
      prompt_tokens: 20,
      completion_tokens: 120,
      total_tokens: 140,
      completion_tokens_details: { reasoning_tokens: 100 },
    },
  })}\n`;
}
