import type * as vscode from 'vscode';

/** Which files hold traces of the user: the trace feature tells, figures on the user's own traces ask. Nothing is searched for it. */
export class OwnTraces {
  #list: () => readonly vscode.Uri[] = () => [];

  /** @param list open files first, then those of Saved Traces, newest first */
  provide(list: () => readonly vscode.Uri[]): void {
    this.#list = list;
  }

  get files(): readonly vscode.Uri[] {
    return this.#list();
  }
}
