import { bare } from './callWords';
import { modelOfCallers } from './callers';
import { modelFilledIn } from './endpoints';
import type { ReadMessages } from './messages';
import type { DocumentLanguage, FoundPrompt, PromptNote } from './model';
import { isAgentName, modelIn, modelInAddress, type NamedModel } from './modelIds';
import { outputCap } from './outputCap';
import { NO_RECEIVER, clientOf, hasModelId, receiverOf, vendorIn, type Receiver } from './receiver';
import { promptCall } from './request';
import { effortOf, effortsOf, modelEntry, thinkingEntries, type Site } from './site';
import type { SiteReader } from './siteTexts';
import type { Value } from './syntax/value';
import { namedHoles } from './templates';

/** A prompt, where it was found, and where the values stand that its texts are read from. */
export interface FoundAt {
  readonly prompt: FoundPrompt;
  readonly site: Site;
  readonly from: readonly number[];
}

/** What is told of the prompt that a site sends, with the model, the effort and the request that are written there. */
export function foundAt(
  site: Site,
  sent: ReadMessages,
  receiver: Receiver,
  { reading, messages, language }: SiteReader & { readonly language: DocumentLanguage },
): FoundAt {
  const entry = modelEntry(site);
  const positional = site.sender?.positional?.indexOf('model') ?? -1;
  const placed = positional >= 0 ? (site.positional[positional] ?? null) : null;
  const written = entry?.value ?? (isAgentName(placed, site.sender) ? null : placed);
  const own: NamedModel | null =
    written === null ? null : (modelIn(written, reading) ?? receiverOf(written, messages).model);
  // What an agent is given beside a model of its own name: `llm_config=LLMConfig({...})`, `planner=...`.
  const defined =
    site.sender?.defines === 'agent' && site.value.kind === 'call'
      ? receiverOf(site.value, messages)
      : NO_RECEIVER;
  const client = site.value.kind === 'call' ? clientOf(site.value.callee, messages) : NO_RECEIVER;
  const model =
    own ??
    receiver.model ??
    defined.model ??
    (hasModelId(client) ? client.model : null) ??
    (written === null ? null : modelOfCallers(written, reading)) ??
    (site.sender === null
      ? (modelInAddress(reading, site.value) ?? modelFilledIn(reading, site.value))
      : null);
  const thinking = thinkingEntries(site.entries, reading);
  const made = written?.kind === 'call' ? receiverOf(written, messages).entries : [];
  const around = [...receiver.entries, ...made, ...defined.entries];
  const effort = effortOf(thinking, reading) ?? effortOf(thinkingEntries(around, reading), reading);
  const cap = outputCap([...site.entries, ...around], reading);
  const vendor =
    receiver.vendor ??
    client.vendor ??
    vendorIn(site.entries, site.path) ??
    site.sender?.vendor ??
    null;
  const call = promptCall(site, {
    reading,
    model,
    written,
    thinking,
    vendor,
  });
  // A template's own holes stand in its text as they are written.
  const isTemplate =
    site.sender?.defines === 'template' ||
    site.sender?.fills === true ||
    (site.sender?.variables === true && receiver.messages.known);
  const filledIn = isTemplate ? sent.pieces.flatMap((p) => namedHoles(p.text)) : [];
  const prompt: FoundPrompt = {
    kind: site.value.kind === 'call' ? 'call' : 'request',
    language,
    messages: sent.pieces,
    placeholders: [...new Set([...sent.placeholders, ...filledIn])],
    call,
    model: model?.id ?? null,
    effort,
    ...(cap === null ? {} : { cap }),
    notes: notesOf(
      site,
      sent,
      (model?.chosen === true ? 1 : 0) +
        thinking.filter((t) => effortsOf(t, reading).length > 1).length,
    ),
  };
  return { prompt, site, from: sent.from };
}

/** `tools: nil`, `tools=[]`. */
const isNothing = (value: Value): boolean =>
  (value.kind === 'literal' && value.value === null) ||
  (value.kind === 'list' && value.items.length === 0);

/** What is not counted of it, and what a condition chooses; `chosen` of the model and the effort. */
function notesOf(site: Site, sent: ReadMessages, chosen: number): readonly PromptNote[] {
  const tools = site.entries.find((e) =>
    /^(?:tools|functions|toolconfig)$/.test(bare(e.name ?? '')),
  );
  const without = tools === undefined || isNothing(tools.value);
  const toolChars = without ? 0 : tools.value.end - tools.value.start;
  return [
    ...(sent.choices > 0 ? [{ code: 'longer-branch' as const, count: sent.choices }] : []),
    ...(chosen > 0 ? [{ code: 'chosen-settings' as const, count: chosen }] : []),
    ...(sent.attachments > 0
      ? [{ code: 'attachments-uncounted' as const, count: sent.attachments }]
      : []),
    ...(toolChars > 0 ? [{ code: 'tools-uncounted' as const, count: toolChars }] : []),
  ];
}
