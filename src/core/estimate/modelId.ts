// cspell:disable -- names of models, labs and hosts
import { hostNamed, LAB_NAMES, type Host } from './hosts';
import { remembered } from './remembered';

/** What the spelling of a model id says besides the model. */
export interface ModelId {
  /** The model's own name as written, without host, organisation, region and version of the host. */
  readonly name: string;
  /** The id as the host lists it. */
  readonly listed: string;
  /** Who serves it; `null` where the id names nobody or the lab itself. */
  readonly host: Host | null;
  /** Bedrock's region prefix (`us`, `jp`, `global`), or `null`. */
  readonly region: string | null;
  /** A free variant (`:free`): no price a token. */
  readonly free: boolean;
  /** The user's own training on top: the price is another. */
  readonly tuned: boolean;
}

/** `us.anthropic.claude-…`: region, vendor, model. */
const BEDROCK =
  /^(?:([a-z]{2}(?:-gov)?|apac|global|regional)\.)?(anthropic|amazon|meta|mistral|deepseek|qwen|openai|cohere|ai21|writer|minimax|moonshot|moonshotai|nvidia|google|zai|xai|twelvelabs)\.(?=[a-z])(.+)$/;
/** A tag of Ollama after a name: size, quantisation, `latest`. */
const LOCAL_TAG =
  /^(?:latest|(?:\d{1,3}x)?e?\d{1,4}(?:\.\d{1,3})?[bm](?:[-_.a-z0-9]{0,60})?|(?:instruct|text|chat|mini|small|medium|large|q\d|fp\d|it)[-_.a-z0-9]{0,60}|a\d{1,3}b[-_.a-z0-9]{0,60})$/;
/** Variants that OpenRouter serves under a tag. */
const ROUTER_TAG = /:(free|beta|extended|nitro|floor|online|exacto|thinking|batch)$/;
/** Path segments that say how a call is made, not who is asked. */
const ROUTES = new Set([
  'litellm_proxy',
  'litellm',
  'responses',
  'converse',
  'converse_like',
  'invoke',
  'chat',
  'models',
  'serverless',
  'deployments',
  'openai_compatible',
  'custom',
  'router',
]);

const none = { host: null, region: null, free: false, tuned: false } as const;

/** Reads the spelling of an id: gateway prefixes, Bedrock names and ARNs, Vertex resources, Ollama and OpenRouter tags. Never throws. */
export const parseModelId: (id: string) => ModelId = remembered((id) => {
  const text = id.trim().slice(0, 300).toLowerCase();
  const arn = /^arn:aws[\w-]*:bedrock:[^:]*:[^:]*:([\w-]+)\/(.+)$/.exec(text);
  if (arn !== null) {
    const opaque =
      arn[1]?.startsWith('application-') === true || arn[1]?.startsWith('provisioned') === true;
    const bedrock = hostNamed('bedrock') ?? null;
    return opaque
      ? { ...none, name: text, listed: text, host: bedrock }
      : { ...onBedrock(arn[2] ?? ''), host: bedrock };
  }
  const vertex = /publishers\/[\w-]+\/models\/(.+)$/.exec(text);
  if (vertex?.[1] !== undefined) {
    return { ...none, name: bare(vertex[1]), listed: vertex[1], host: hostNamed('vertex') ?? null };
  }
  if (text.startsWith('accounts/fireworks/')) {
    return {
      ...none,
      name: fireworksName(text),
      listed: text,
      host: hostNamed('fireworks') ?? null,
    };
  }
  const tuned = /^ft:([^:]+)/.exec(text);
  if (tuned?.[1] !== undefined) return { ...none, name: bare(tuned[1]), listed: text, tuned: true };
  return withoutHost(text);
});

function withoutHost(text: string): ModelId {
  let host: Host | null = null;
  let rest = text;
  for (let step = 0; step < 4; step++) {
    const parts = /^([\w.@-]+)([/:])(.+)$/.exec(rest);
    if (parts?.[1] === undefined || parts[3] === undefined) break;
    const [, segment, separator, after] = parts;
    const found = separator === ':' && LOCAL_TAG.test(after) ? undefined : hostNamed(segment);
    const skipped = ROUTES.has(segment) || /^[a-z]{2}-[a-z]+-\d$/.test(segment);
    const lab = separator === ':' && LAB_NAMES.has(segment) && !LOCAL_TAG.test(after);
    if (found === undefined && !skipped && !lab) break;
    host ??= found ?? null;
    rest = after;
  }
  return named(rest, host);
}

function named(rest: string, host: Host | null): ModelId {
  const tag = ROUTER_TAG.exec(rest)?.[1];
  const body = tag === undefined ? rest : rest.slice(0, -tag.length - 1);
  const free = tag === 'free';
  // Only OpenRouter has these tags.
  const served = host ?? (free ? (hostNamed('openrouter') ?? null) : null);
  if (served?.local === true) return { ...none, name: bare(body), listed: rest, host: served };
  const last = bareEnd(body);
  if ((served === null || served.id === 'bedrock') && BEDROCK.test(last)) {
    return { ...onBedrock(last), host: hostNamed('bedrock') ?? null };
  }
  const at = last.indexOf(':');
  const after = at < 0 ? '' : last.slice(at + 1);
  if (served === null && at > 0 && /(?:^|-)cloud$/.test(after)) {
    return {
      ...none,
      name: bare(last.replace(/-?cloud$/, '')),
      listed: rest,
      host: hostNamed('ollama-cloud') ?? null,
    };
  }
  if (served === null && at > 0 && LOCAL_TAG.test(after)) {
    return { ...none, name: bare(last), listed: rest, host: hostNamed('local') ?? null };
  }
  if (served?.id === 'bedrock') return { ...onBedrock(body), host: served };
  if (served?.id === 'fireworks')
    return { ...none, name: fireworksName(body), listed: rest, host: served };
  return { ...none, name: bare(body), listed: rest, host: served, free };
}

/** What stands after the last slash. */
const bareEnd = (text: string): string => text.slice(text.lastIndexOf('/') + 1);

/** A name without organisation, tilde and `:tag`, which becomes part of it (`qwen3:8b` is `qwen3-8b`). */
const bare = (text: string): string =>
  bareEnd(text)
    .replace(/^~/, '')
    .replace(/@(?:default|latest)$/, '')
    .replace(/:latest$/, '')
    .replace(/:/g, '-');

/** Fireworks writes `p` for the point of a version: `glm-5p3`. */
const fireworksName = (text: string): string => bare(text).replace(/(\d)p(\d)/g, '$1.$2');

function onBedrock(text: string): ModelId {
  const [, region, vendor, model] = BEDROCK.exec(text) ?? [];
  const name = (model ?? bareEnd(text))
    .replace(/(?:-v?\d+)?:\d+(?::\w+)?$/, '')
    .replace(/-v\d$/, '');
  const short = vendor === 'deepseek' && /^[vr]\d/.test(name);
  return {
    ...none,
    name: short ? `deepseek-${name}` : name,
    listed: text,
    region: region ?? null,
  };
}
