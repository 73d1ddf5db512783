import { MODEL_ARGUMENTS, TEXT_ARGUMENTS, bare } from './callWords';
import { hole, plainString } from './evaluate';
import type { Positional } from './sender';
import { NOTHING, messageOf, together, type MessageReader, type ReadMessages } from './messages';
import { roleOf } from './roles';
import type { PromptPiece } from './model';
import type { Reading } from './resolve';
import { givenWhole, nestedEntries, type Site } from './site';
import type { Entry, Value } from './syntax/value';

/** What reads the arguments of a site: names are followed, and texts made of what they hold. */
export interface SiteReader {
  readonly reading: Reading;
  readonly messages: MessageReader;
}

/** Names of what is said, where a model's method takes several texts: `llm.complete(system, user)`. */
const SAYS =
  /(?:^|_)(?:system|user|prompt|messages?|question|query|instructions?)(?:_?(?:prompt|message|text|content))?$/i;
const SYSTEM_NAME = /^system|_system|^instructions?$/i;

/** The texts in a site's arguments, named and positional. */
export function textsOf(site: Site, { reading, messages }: SiteReader): ReadMessages {
  const { sender } = site;
  const role = (e: Entry): PromptPiece['role'] | null => {
    const name = bare(e.name ?? '');
    if (sender?.system?.some((s) => bare(s) === name)) return 'system';
    if (sender?.prompt?.some((s) => bare(s) === name)) return 'user';
    const common = TEXT_ARGUMENTS.get(name) ?? null;
    return common === null && /^add[a-z]+message$/.test(name) ? roleOf(name.slice(3, -7)) : common;
  };
  // What holds the whole request is laid flat already.
  const bodies = new Set(sender?.bodies?.map(bare));
  const own = site.entries.filter((e) => !bodies.has(bare(e.name ?? '')));
  const named = nestedEntries(own, reading).flatMap((e) => {
    const own = role(e);
    return own === null ? [] : [messages.read(e.value, own)];
  });
  const places = placesOf(site);
  // Behind a request as a whole stands what hears the answer: `model.chat(request, handler)`.
  const isWhole =
    sender?.receiver === 'model' &&
    site.parts.length > 0 &&
    site.entries.some((e) => role(e) === 'user');
  const positional = site.positional.flatMap((value, i) => {
    const place = places[i] ?? (places.at(-1) === 'rest' ? 'rest' : 'skip');
    const named = sender?.receiver === 'model' && value.kind === 'name' ? value.name : '';
    if ((isWhole || (place !== 'prompt' && place !== 'rest')) && !SAYS.test(named)) return [];
    if (sender?.variables === true && value.kind === 'record') return [];
    return [messages.read(value, SYSTEM_NAME.test(named) ? 'system' : 'user')];
  });
  return together([...named, ...positional]);
}

/** What stands at each place: a model may be given before the prompt (`runner.run(model, messages)`). */
function placesOf({ sender, positional }: Site): readonly Positional[] {
  const places = sender?.positional ?? [];
  const [first] = positional;
  const isModel =
    positional.length > 1 && first?.kind === 'name' && MODEL_ARGUMENTS.has(bare(first.name));
  return isModel && places[0] === 'prompt' ? ['model', ...places] : places;
}

/** A template is read as such where it can be: its name tells its role. */
export function ownTexts(site: Site, reader: SiteReader): ReadMessages {
  if (site.sender?.defines !== 'template') return textsOf(site, reader);
  const template = reader.messages.read(site.value);
  // What is no template of its own kind is read by its arguments.
  if (template.known && template.from.length > 0) return template;
  const given = textsOf(site, reader);
  return given.known || !template.known ? given : template;
}

/** The texts of what is given whole to a call that no other library has: `responses.create({ ...body })`, `create(params)`. */
export function wholeTexts(site: Site, { reading, messages }: SiteReader): ReadMessages {
  const whole = givenWhole(site, reading);
  if (whole === null) return NOTHING;
  const read = messages.read(whole, 'user');
  const source = reading.program.text.slice(whole.start, Math.min(whole.end, whole.start + 400));
  return read.pieces.length > 0 || source === ''
    ? read
    : messageOf('user', hole(source, { start: whole.start, end: whole.end }));
}

/** System texts are sent first, wherever they are written. */
export function systemFirst(sent: ReadMessages): ReadMessages {
  const pieces = [...sent.pieces].sort(
    (a, b) => Number(b.role === 'system') - Number(a.role === 'system'),
  );
  return { ...sent, pieces };
}

/** Whether an entry is Google's way to write a chat: `contents: [{ parts: [{ text }] }]`. */
export function hasParts({ name, value }: Entry, reading: Reading): boolean {
  if (bare(name ?? '') !== 'contents') return false;
  const known = reading.follow(value) ?? value;
  const items = known.kind === 'list' ? known.items : [known];
  return items.some(
    (item) => item.kind === 'record' && item.entries.some((e) => e.name === 'parts'),
  );
}

/** Whether a value is a list of messages with roles. */
export function isChat(value: Value, reading: Reading): boolean {
  const known = value.kind === 'list' || value.kind === 'sum' ? value : reading.follow(value);
  const ways = known?.kind === 'choice' ? known.options : known === null ? [] : [known];
  const terms = ways.flatMap((way) => (way.kind === 'sum' ? way.terms : [way]));
  const items = terms.flatMap((t) => (t.kind === 'list' ? t.items : []));
  return items.some((item) => {
    const entries = item.kind === 'record' ? item.entries : item.kind === 'call' ? item.args : [];
    const role = entries.find((e) => e.name === 'role' || e.name === 'Role');
    const content = entries.some((e) => /^(?:content|parts)$/i.test(e.name ?? ''));
    return role !== undefined && content && roleOf(plainString(role.value) ?? 'user') !== null;
  });
}
