import * as vscode from 'vscode';

/** Folders that agents may look into. */
const SETTING = 'lrmLens.mcp.folders';

/** What VS Code has since 1.101, above our floor: looked for, never counted on. */
export interface McpApi {
  readonly lm: {
    registerMcpServerDefinitionProvider?: (id: string, provider: McpProvider) => vscode.Disposable;
  };
  readonly McpStdioServerDefinition?: Definition;
}

interface McpProvider {
  readonly onDidChangeMcpServerDefinitions: vscode.Event<void>;
  provideMcpServerDefinitions(): object[];
}

type Definition = new (
  label: string,
  command: string,
  args: string[],
  env: Record<string, string>,
  version: string,
) => object;

/** VS Code 1.100 has a function of that name too, which wants another contribution than ours. */
const isFloor = (): boolean => vscode.version.startsWith('1.100.');

/** Offers the server that is bundled with the extension, where the editor can start one. */
export function registerServer(context: vscode.ExtensionContext): vscode.Disposable {
  const { lm, McpStdioServerDefinition: Server } = vscode as unknown as McpApi;
  // A browser has no program that it could start.
  const program = (globalThis as { process?: { execPath?: string } }).process?.execPath;
  if (!lm.registerMcpServerDefinitionProvider || !Server || !program || isFloor()) {
    return vscode.Disposable.from();
  }
  const changed = new vscode.EventEmitter<void>();
  return vscode.Disposable.from(
    changed,
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(SETTING)) changed.fire();
    }),
    lm.registerMcpServerDefinitionProvider('lrmLens.mcp', {
      onDidChangeMcpServerDefinitions: changed.event,
      provideMcpServerDefinitions: () => definitions(context, program, Server),
    }),
  );
}

/** The server over the folders that the user gave; none without a folder. */
function definitions(
  { extensionUri, extension }: vscode.ExtensionContext,
  program: string,
  Server: Definition,
): object[] {
  const folders = givenFolders();
  if (folders.length === 0) return [];
  const { version } = extension.packageJSON as { readonly version?: unknown };
  const bundle = vscode.Uri.joinPath(extensionUri, 'dist', 'mcp.js').fsPath;
  const args = [bundle, ...folders.flatMap((folder) => ['--folder', folder])];
  // The editor's own program runs as Node; where the host is Node already this says nothing.
  return [new Server('LRM Lens', program, args, { ELECTRON_RUN_AS_NODE: '1' }, String(version))];
}

/** The user's own setting only: an opened folder must not widen what an agent reads. */
function givenFolders(): readonly string[] {
  const set = vscode.workspace.getConfiguration().inspect<unknown>(SETTING)?.globalValue;
  if (!Array.isArray(set)) return [];
  return set.filter((folder): folder is string => typeof folder === 'string' && folder !== '');
}
