import type { NoteBody } from '../../model/sessionNote';
import { at, list, obj, text } from '../../text/json';
import { contentText } from '../../trace/build/content';
import { callIdOf } from '../../trace/build/contentBlocks';
import { unpacked } from '../../trace/build/embedded';
import { forgeMessages, forgeTalks, forgeThread } from '../../trace/formats/agents/forge';
import { openedMessage } from '../../trace/formats/apis/taggedMessages';
import type { SessionReader } from '../reader';
import { rulesFor, takeApart } from '../words';
import { lineReader } from './lines';

/** A document of Forge has the user's conversation and those of its sub-agents in one record. */
export const forgeReader = (): SessionReader => ({
  ...lineReader(forgeNotes),
  threadOf: ({ id }) => forgeThread(id),
});

/** The call of a tool that asked a sub-agent. */
interface Start {
  readonly callId: string | null;
  readonly name: string | null;
}

/** Starts by what tells of them: what a sub-agent was told, or the conversation that a result names. */
type Starts = readonly (readonly [string, Start])[];

function forgeNotes(value: unknown): readonly NoteBody[] {
  const title = text(value, 'conversation', 'title') ?? text(value, 'title');
  const talks = forgeTalks(value);
  const entries = talks.map((talk) => forgeMessages(talk.value));
  const byTask = firsts(entries.flat().flatMap(askedIn));
  const byTalk = firsts(entries.flat().flatMap(namedIn));
  const agents = talks.flatMap(({ thread }, i): readonly NoteBody[] => {
    if (thread === null) return [];
    const messages = (entries[i] ?? []).map(openedMessage);
    const told = messages.find((message) => text(message, 'role') === 'user');
    const words = takeApart(contentText(at(told, 'content')), rulesFor('forge')).own;
    const { callId = null, name = null } = byTalk.get(thread) ?? byTask.get(words) ?? {};
    return [{ kind: 'agent', id: thread, name, callId, task: null }];
  });
  return [...(title === null ? [] : [{ kind: 'title' as const, text: title }]), ...agents];
}

const firsts = (starts: Starts): ReadonlyMap<string, Start> => new Map(starts.toReversed());

/** What the calls of a message ask of sub-agents. */
function askedIn(entry: unknown): Starts {
  return list(openedMessage(entry), 'tool_calls').flatMap((call) => {
    const start = { callId: callIdOf(call), name: text(call, 'name') };
    return list(unpacked(at(call, 'arguments')), 'tasks').flatMap((task): Starts =>
      typeof task === 'string' ? [[task.trim(), start]] : [],
    );
  });
}

/** The conversations that a result came of: `{tool: {output: {values: [{aI: {value, conversation_id}}]}}}`. */
function namedIn(entry: unknown): Starts {
  return parts(entry).flatMap((result) => {
    const start = { callId: callIdOf(result), name: text(result, 'name') };
    return list(result, 'output', 'values')
      .flatMap(parts)
      .flatMap((value): Starts => {
        const talk = text(value, 'conversation_id');
        return talk === null ? [] : [[talk, start]];
      });
  });
}

const parts = (value: unknown): readonly unknown[] => Object.values(obj(value) ?? {});
