import * as vscode from 'vscode';
import type { FoundPrompt, TextRange } from '../../core/prompt/model';
import type { Engine } from '../shared/engine';
import { isGone, movedRange, type DocumentEdit } from './movedRange';
import { promptAgain, type PromptSource } from '../shared/promptSource';

const placeOf = (found: FoundPrompt): TextRange | null =>
  found.call?.range ?? found.messages[0]?.range ?? null;

/** The prompt of a report, followed through the edits of its document until it is found anew. */
export class FollowedPrompt {
  private edits: DocumentEdit[] = [];
  private current: PromptSource;

  /** `id` tells the prompt from others however it is edited, also after a reload. */
  constructor(
    source: PromptSource,
    public id: string = crypto.randomUUID(),
  ) {
    this.current = source;
  }

  /** As it was found last. */
  get source(): PromptSource {
    return this.current;
  }

  /** The document it stands in, while that is open. */
  get document(): vscode.TextDocument | null {
    const uri = this.current.uri?.toString();
    return vscode.workspace.textDocuments.find((d) => d.uri.toString() === uri) ?? null;
  }

  get isEdited(): boolean {
    return this.edits.length > 0;
  }

  /** The cursor or selection it was found with, where that stands by now. */
  get at(): TextRange {
    return this.placeNow(this.current.at) ?? this.current.at;
  }

  /** Where a place in the text that it was found in stands by now; null when all of it was deleted. */
  placeNow(range: TextRange): TextRange | null {
    return isGone(range, this.edits) ? null : movedRange(range, this.edits);
  }

  /** Whether the document reads as it did when the prompt was found. */
  fits(document: vscode.TextDocument): boolean {
    return document.getText() === this.current.text;
  }

  /** Notes an edit of its document; whether it was the first. */
  note({ document, contentChanges }: vscode.TextDocumentChangeEvent): boolean {
    if (contentChanges.length === 0 || document.uri.toString() !== this.current.uri?.toString())
      return false;
    const isFirst = !this.isEdited;
    this.edits.push(...contentChanges);
    return isFirst;
  }

  /** Another prompt, or the same one as it was just found. */
  replace(source: PromptSource): void {
    const [before, now] = [placeOf(this.current.found), placeOf(source.found)];
    const isSame =
      source.uri?.toString() === this.current.uri?.toString() &&
      source.found.kind === this.current.found.kind &&
      before !== null &&
      this.placeNow(before)?.start === now?.start;
    if (!isSame) this.id = crypto.randomUUID();
    this.set(source);
  }

  /** Finds it anew where the document was edited since; it stays as it was where that is closed or holds no prompt. */
  async findAgain(engine: Engine): Promise<void> {
    const { document, current } = this;
    if (document === null) return;
    if (this.fits(document)) {
      this.set(current);
      return;
    }
    const known = this.edits.length;
    const source = await promptAgain(engine, current, document, this.at);
    // Another one was chosen meanwhile.
    if (source === null || this.current !== current) return;
    const since = this.edits.slice(known);
    this.set(source);
    this.edits = since;
  }

  private set(source: PromptSource): void {
    this.current = source;
    this.edits = [];
  }
}
