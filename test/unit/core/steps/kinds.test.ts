import assert from 'node:assert/strict';
import { msg } from '../../../../src/core/model/message';
import { readFileSync } from 'node:fs';
import {
  coarseKind,
  exportedKindStyles,
  fineKind,
  kindsByHand,
  kindStyles,
  SHOWN_KINDS,
  STEP_KINDS,
  type ShownKinds,
} from '../../../../src/core/steps/kinds';
import { labelAction, labelActions, traceActions } from '../../../../src/protocol/traceActions';
import { pageMenus } from '../../../../src/host/traces/commands';
import { Patterns } from '../../../../src/webview/trace/patterns';
import { drawnIds } from '../../webview/drawn';

/** A kind that does not exist, beside those that do. */
const withFake: ShownKinds = {
  ...SHOWN_KINDS,
  daydream: {
    label: msg('daydream'),
    glyph: { d: 'M0 0h1', stroke: 1 },
    colour: 'var(--vscode-charts-red)',
    exported: ['#a00', '#f66'],
    texture: { size: 9, d: 'M0 0h9' },
    byHand: { title: msg('Label Step as Daydream'), key: '7' },
    stands: 'reason',
    turns: false,
  },
};

describe('the kinds of steps', () => {
  it('gives a new one colours, a texture, a command with its key, and a style in exports', () => {
    const styles = kindStyles(withFake);
    for (const rule of ['ink', 'fill', 'back', 'line'])
      assert.match(styles, new RegExp(`\\.${rule}-daydream \\{`));
    assert.match(styles, /--kind-daydream: var\(--vscode-charts-red\);/);
    assert.match(exportedKindStyles(withFake), /--daydream: #a00;.*\n.*--daydream: #f66;/);
    assert.deepEqual(labelActions(withFake)[labelAction('daydream')], {
      title: msg('Label Step as Daydream'),
      key: '7',
    });
    assert.ok(drawnIds(Patterns({ table: withFake })).includes('texture-daydream'));
  });

  it('has a command and a place in the menu for each that is set by hand, on a key of its own', () => {
    const keys = Object.values(traceActions).flatMap(({ key }) => (key === '' ? [] : [key]));
    assert.equal(new Set(keys).size, keys.length);
    for (const kind of kindsByHand) {
      assert.ok(labelAction(kind) in traceActions);
      assert.ok(labelAction(kind) in pageMenus['webview/context'].entries);
      assert.equal(coarseKind(fineKind(kind)), kind, 'a label by hand is shown as it was set');
    }
    assert.ok(STEP_KINDS.every((kind) => coarseKind(kind) in SHOWN_KINDS));
  });

  it('has the style sheet that its script makes (node scripts/kinds.mjs)', () =>
    assert.equal(readFileSync('src/webview/trace/kinds.css', 'utf8'), kindStyles()));
});
