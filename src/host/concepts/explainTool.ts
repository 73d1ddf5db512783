import * as vscode from 'vscode';
import type { ConceptIndex } from '../../core/concepts/search';
import { explainConcept } from '../../tools/explainConcept';
import type { Library } from './library';

interface Input {
  readonly query: string;
}

/** `lrm-lens_explain_concept`: gives an agent the page, with its evidence, that answers a question about LRMs. */
export class ExplainConceptTool implements vscode.LanguageModelTool<Input> {
  constructor(private readonly library: Library) {}

  prepareInvocation(
    options: vscode.LanguageModelToolInvocationPrepareOptions<Input>,
  ): vscode.PreparedToolInvocation {
    return { invocationMessage: vscode.l10n.t('Looking up "{0}"', options.input.query) };
  }

  async invoke(
    options: vscode.LanguageModelToolInvocationOptions<Input>,
  ): Promise<vscode.LanguageModelToolResult> {
    const library = await this.library.load();
    const index = (): Promise<ConceptIndex> => this.library.index();
    const { text } = await explainConcept(library, index, options.input.query);
    return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
  }
}
