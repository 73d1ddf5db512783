import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { registerServer, type McpApi } from '../../src/host/mcp/serverProvider';
import { firstAnswer } from './pipe.platform';
import { isWeb, traceTools, workspaceUri } from './traceTools';

const FOLDERS = 'lrmLens.mcp.folders';

/** What VS Code is handed, and asks when an agent wants servers. */
type Provider = Parameters<NonNullable<McpApi['lm']['registerMcpServerDefinitionProvider']>>[1];

interface Server {
  readonly label: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly version: string;
}

/** Registers the server, with the editor's list of them replaced; what was handed over. */
function registered(): {
  readonly provider: Provider | null;
  readonly registration: vscode.Disposable;
} {
  const { lm } = vscode as unknown as McpApi;
  const { registerMcpServerDefinitionProvider: own } = lm;
  let provider: Provider | null = null;
  lm.registerMcpServerDefinitionProvider = (id, given) => {
    assert.equal(id, 'lrmLens.mcp');
    provider = given;
    return new vscode.Disposable(() => (provider = null));
  };
  const tools = traceTools();
  const extension = vscode.extensions.getExtension('lrm-lens.lrm-lens')!;
  const context = { ...tools.services.context, extension } as vscode.ExtensionContext;
  try {
    const registration = registerServer(context);
    return { provider, registration: vscode.Disposable.from(registration, tools) };
  } finally {
    if (own !== undefined) lm.registerMcpServerDefinitionProvider = own;
    else delete lm.registerMcpServerDefinitionProvider;
  }
}

describe('the MCP server in the editor', () => {
  const set = (folders: readonly string[] | undefined): Thenable<void> =>
    vscode.workspace.getConfiguration().update(FOLDERS, folders, vscode.ConfigurationTarget.Global);
  afterEach(() => set(undefined));

  it('is offered over the folders that the user gave, and none without one', async function () {
    const { provider, registration } = registered();
    if (provider === null) {
      // A browser, and VS Code before 1.101, start none.
      assert.ok(isWeb || vscode.version.startsWith('1.100.'));
      registration.dispose();
      this.skip();
    }
    try {
      assert.deepEqual(provider.provideMcpServerDefinitions(), []);
      const changed = new Promise<void>((resolve) =>
        provider.onDidChangeMcpServerDefinitions(() => resolve()),
      );
      await set([workspaceUri.fsPath]);
      await changed;
      const [server, ...more] = provider.provideMcpServerDefinitions() as Server[];
      assert.deepEqual([server?.label, more], ['LRM Lens', []]);
      const { command, args, env } = server!;
      assert.deepEqual(args.slice(1), ['--folder', workspaceUri.fsPath]);
      const line = JSON.stringify({
        jsonrpc: '2.0',
        id: 1,
        method: 'initialize',
        params: {
          protocolVersion: '2025-06-18',
          capabilities: {},
          clientInfo: { name: 'test', version: '1' },
        },
      });
      const answer = JSON.parse(firstAnswer(command, args, env, line)) as {
        readonly result: { readonly serverInfo: { readonly name: string } };
      };
      assert.equal(answer.result.serverInfo.name, 'lrm-lens');
    } finally {
      registration.dispose();
    }
  });

  it('takes no folder from the settings of a workspace', async function () {
    const { provider, registration } = registered();
    if (provider === null) this.skip();
    const settings = vscode.workspace.getConfiguration();
    const inFolder = vscode.ConfigurationTarget.Workspace;
    await settings.update(FOLDERS, ['/'], inFolder).then(undefined, () => undefined);
    try {
      assert.deepEqual(provider.provideMcpServerDefinitions(), []);
    } finally {
      await settings.update(FOLDERS, undefined, inFolder).then(undefined, () => undefined);
      registration.dispose();
    }
  });
});
