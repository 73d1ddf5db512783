import * as vscode from 'vscode';

/** Registers a language model tool whose code is loaded when an agent first asks for it. */
export function registerLazyTool<Input extends object>(
  name: string,
  load: () => Promise<vscode.LanguageModelTool<Input>>,
): vscode.Disposable {
  let loading: Promise<vscode.LanguageModelTool<Input>> | null = null;
  const tool = (): Promise<vscode.LanguageModelTool<Input>> => (loading ??= load());
  return vscode.lm.registerTool<Input>(name, {
    prepareInvocation: async (options, token) => (await tool()).prepareInvocation?.(options, token),
    invoke: async (options, token) => (await tool()).invoke(options, token),
  });
}
