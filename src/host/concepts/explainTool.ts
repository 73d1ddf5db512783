import * as vscode from 'vscode';
import { findClaim, findConcept } from '../../core/concepts/library';
import { conceptForTopic } from '../../core/concepts/topics';
import type { Concept, ConceptLibrary } from '../../core/concepts/model';
import { searchConcepts } from '../../core/concepts/search';
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
    const { query } = options.input;
    const library = await this.library.load();
    const claim = findClaim(library, query.trim());
    const text =
      claim === null
        ? await this.#page(library, query)
        : `${claim.id}: ${claim.claim}\nVerdict: ${claim.verdict}\n${claim.evidence}`;
    return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
  }

  async #page(library: ConceptLibrary, query: string): Promise<string> {
    const exact = findConcept(library, query.trim()) ?? conceptForTopic(library, query.trim());
    const hits = exact === null ? searchConcepts(await this.library.index(), query) : [];
    const concept = exact ?? hits[0]?.concept;
    if (concept === undefined) {
      const titles = library.concepts.map(({ id, title }) => `${id}: ${title}`);
      return `No page about "${query}". Pages:\n${titles.join('\n')}`;
    }
    const others = hits.slice(1, 4).map((hit) => hit.concept.id);
    return `${pageText(library, concept)}${others.length > 0 ? `\n\nSee also: ${others.join(', ')}` : ''}`;
  }
}

function pageText(library: ConceptLibrary, concept: Concept): string {
  const evidence = concept.evidence.map(({ fact, source, checked, asOf }) => {
    const { title, year, url } = library.sources[source]!;
    const date = asOf === null ? '' : `, as of ${asOf}`;
    return `- ${fact} (${title}, ${year}, ${url}; checked: ${checked}${date})`;
  });
  return [
    `# ${concept.title}`,
    concept.gist,
    concept.explanation,
    `## What it means for your code\n\n${concept.code}`,
    `## Where the class note is imprecise\n\n${concept.imprecise}`,
    `## Evidence\n\n${evidence.join('\n')}`,
  ].join('\n\n');
}
