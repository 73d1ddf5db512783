import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { gitIn } from '../../../src/worker/git.node';

interface Metafile {
  inputs: Record<string, { imports: { path: string }[] }>;
  outputs: Record<
    string,
    { imports: { path: string; external?: boolean }[]; inputs: Record<string, unknown> }
  >;
}
// Written by the build, which every full test run does first.
const bundles = JSON.parse(readFileSync('dist/meta.json', 'utf8')) as Record<string, Metafile>;

/** The one door of the extension to the network, and that of the terminal. */
const DOOR = 'src/host/shared/request.ts';
const TERMINAL_DOOR = 'src/cli/request.ts';
/** The only modules that may go through it, each after the user has agreed to that one sending. */
const OPT_IN: readonly string[] = [
  'src/host/capture/send.ts',
  'src/host/estimate/priceUpdate.ts',
  'src/host/traces/actions/sendOtlp.ts',
];
/** The command that a user has for a check of a trial: it runs after a question, or where the command line says so. */
const COMMAND = 'src/worker/command.node.ts';
/** What starts programs: git, which is asked what it knows of a line and nothing that goes to the network; and that command. */
const STARTS: readonly string[] = ['src/worker/git.node.ts', COMMAND];
const PROCESSES = 'node:child_process';
/** Who goes through the terminal's: a trial, after the user has named a budget, and a session to the address that is named. */
const TERMINAL_OPT_IN: readonly string[] = ['src/cli/sendOtlp.ts', 'src/cli/trial.ts'];
/** What of the platform opens a connection. `fetch` is a common name of methods, so it is looked at more closely. */
const APIS: readonly string[] = [
  'XMLHttpRequest',
  'WebSocket',
  'WebSocketStream',
  'WebTransport',
  'EventSource',
  'RTCPeerConnection',
  'sendBeacon',
  'importScripts',
];
const GLOBALS: readonly string[] = ['globalThis', 'self', 'window', 'global', 'top', 'parent'];
const MODULES =
  /^(node:)?(http|https|http2|net|dgram|tls|dns|dns\/promises|child_process|inspector)$/;

/** The name under which an identifier or a string stands in a program as a use of the network; `null` for none. */
function networkUse(node: ts.Node): string | null {
  if (ts.isStringLiteralLike(node)) {
    const { parent } = node;
    const asked =
      (ts.isCallExpression(parent) && parent.arguments[0] === node) ||
      ts.isImportDeclaration(parent) ||
      ts.isExportDeclaration(parent);
    if (asked && MODULES.test(node.text)) return node.text;
    return ts.isElementAccessExpression(parent) && [...APIS, 'fetch'].includes(node.text)
      ? node.text
      : null;
  }
  if (!ts.isIdentifier(node)) return null;
  if (APIS.includes(node.text)) return node.text;
  if (node.text !== 'fetch') return null;
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) {
    const { expression } = parent;
    return ts.isIdentifier(expression) && GLOBALS.includes(expression.text) ? 'fetch' : null;
  }
  const isName =
    (ts.isMethodDeclaration(parent) || ts.isPropertyAssignment(parent)) && parent.name === node;
  return isName ? null : 'fetch';
}

/** Every use of the network in a program, parsed, so that words inside strings and comments do not count. */
function networkUses(file: string, text: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const use = networkUse(node);
    if (use !== null) found.push(use);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS));
  return found;
}

describe('the network', () => {
  const seen = [
    ['fetch("https://x")', ['fetch']],
    ['globalThis.fetch(u); self["fetch"](u)', ['fetch', 'fetch']],
    ['new WebSocket(u); navigator.sendBeacon(u)', ['WebSocket', 'sendBeacon']],
    ['require("node:https"); import("net")', ['node:https', 'net']],
    ['import { connect } from "tls"', ['tls']],
    ['const f = fetch', ['fetch']],
    ['class A { fetch() { return this.fetch(); } }; ["WebSocket", "net"]', []],
  ] as const;
  for (const [program, uses] of seen) {
    it(`is found by the check itself in ${program}`, () =>
      assert.deepEqual(networkUses('program.js', program), uses));
  }

  for (const [name, { outputs }] of Object.entries(bundles)) {
    it(`is not used by the ${name} bundle outside its one door`, () => {
      const wrong: string[] = [];
      for (const [file, { imports, inputs }] of Object.entries(outputs)) {
        if (!/\.m?js$/.test(file)) continue;
        let mayStart = STARTS.filter((source) => source in inputs).length;
        for (const { path, external } of imports)
          if (external === true && MODULES.test(path) && !(path === PROCESSES && mayStart > 0))
            wrong.push(`${file} imports ${path}`);
        const mayFetch = DOOR in inputs || TERMINAL_DOOR in inputs ? 1 : 0;
        const uses = networkUses(file, readFileSync(file, 'utf8'));
        const isFetch = (use: string, i: number): boolean =>
          use === 'fetch' && uses.indexOf(use) === i && mayFetch === 1;
        const beyond = uses.filter((use, i) =>
          use === PROCESSES ? mayStart-- <= 0 : !isFetch(use, i),
        );
        wrong.push(...beyond.map((use) => `${file} uses ${use}`));
      }
      assert.deepEqual(wrong, []);
    }).timeout(60_000);
  }

  it('has one door, through which only the modules go that ask first', () => {
    const { inputs } = bundles['webHost']!.outputs['dist/web/extension.js']!;
    assert.ok(DOOR in inputs, `${DOOR} is no longer built`);
    assert.deepEqual(networkUses(DOOR, readFileSync(DOOR, 'utf8')), ['fetch']);
    const through = Object.entries(bundles['webHost']!.inputs)
      .filter(([, { imports }]) => imports.some(({ path }) => path === DOOR))
      .map(([file]) => file);
    assert.deepEqual(through.sort(), OPT_IN);
  });

  it('is not reached through git, which is asked a few questions that only read', async () => {
    const run = gitIn('.')!;
    for (const question of ['fetch', 'clone', 'ls-remote', 'config', 'commit', '-c'])
      await assert.rejects(run([question]), /is not asked here/);
    assert.match(await run(['rev-parse', '--is-inside-work-tree']), /^true/);
  });

  it('has one door in the terminal, through which only what was given a budget or an address goes', () => {
    const { inputs } = bundles['cli']!;
    assert.deepEqual(networkUses(TERMINAL_DOOR, readFileSync(TERMINAL_DOOR, 'utf8')), ['fetch']);
    const users = (file: string): string[] =>
      Object.entries(inputs)
        .filter(([, { imports }]) => imports.some(({ path }) => path === file))
        .map(([name]) => name);
    assert.deepEqual(users(TERMINAL_DOOR).sort(), TERMINAL_OPT_IN);
    assert.deepEqual(users(COMMAND), ['src/cli/trial.ts']);
  });

  it('is not reached by a command that checks answers but through the question for it', () => {
    const users = Object.entries(bundles['host']!.inputs)
      .filter(([, { imports }]) => imports.some(({ path }) => path === COMMAND))
      .map(([file]) => file);
    assert.deepEqual(users, ['src/host/trial/command.ts']);
    const { inputs } = bundles['webHost']!;
    assert.equal(COMMAND in inputs, false);
  });

  it('is refused to pages by their content security policy', () => {
    const source = readFileSync('src/host/shared/webviewPage.ts', 'utf8');
    const policy = /const csp = \[(.*?)\]/s.exec(source)?.[1] ?? '';
    const directives = [...policy.matchAll(/`([^`]*)`/g)].map((match) => match[1]!);
    assert.deepEqual(directives, [
      "default-src 'none'",
      "script-src 'nonce-${once}'",
      'style-src ${webview.cspSource}',
      'font-src ${webview.cspSource}',
      'img-src ${webview.cspSource}',
    ]);
    assert.match(source, /const once = nonce\(\)/, 'a new nonce with every load');
    assert.match(source, /getRandomValues\(new Uint8Array\(16\)\)/);
  });
});
