import * as v from 'valibot';
import type { ToolFamily } from '../../core/model/session';

/** What the chips under the timeline can ask for, beside the families of tools. */
export const traits = ['failed', 'reasoning', 'answer'] as const;
export type Trait = (typeof traits)[number];

/** What the width of a call is on the timeline. */
export const units = ['cost', 'time', 'calls'] as const;
export type CallUnit = (typeof units)[number];

export const families = [
  'read',
  'search',
  'shell',
  'edit',
  'web',
  'agent',
  'other',
] as const satisfies readonly ToolFamily[];

/** What the session page keeps across reloads: where the user is and how they look at it. */
export const sessionUiSchema = v.object({
  /** Id of a line (see `rows.ts`); '' before there is one. */
  selected: v.string(),
  /** The details of the selected line stand under it on a narrow page. */
  open: v.boolean(),
  foldedTurns: v.array(v.number()),
  openCalls: v.array(v.number()),
  families: v.array(v.picklist(families)),
  traits: v.array(v.picklist(traits)),
  query: v.string(),
  /** `null` takes the first that says something. */
  unit: v.nullable(v.picklist(units)),
  /** The visible part of the timeline, as shares 0..1. States of before it could zoom have none. */
  zoom: v.optional(v.tuple([v.number(), v.number()]), () => [0, 1]),
  table: v.boolean(),
});
export type SessionUi = v.InferOutput<typeof sessionUiSchema>;

export const freshSessionUi: SessionUi = {
  selected: '',
  open: false,
  foldedTurns: [],
  openCalls: [],
  families: [],
  traits: [],
  query: '',
  unit: null,
  zoom: [0, 1],
  table: false,
};
