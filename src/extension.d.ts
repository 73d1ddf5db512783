import type * as vscode from 'vscode';
/** Composition root of both builds, desktop and web. */
export declare function activate(context: vscode.ExtensionContext): void;
