import type { ComponentChildren } from 'preact';
import { createLowlight } from 'lowlight';
import bash from 'highlight.js/lib/languages/bash';
import c from 'highlight.js/lib/languages/c';
import cpp from 'highlight.js/lib/languages/cpp';
import csharp from 'highlight.js/lib/languages/csharp';
import css from 'highlight.js/lib/languages/css';
import diff from 'highlight.js/lib/languages/diff';
import go from 'highlight.js/lib/languages/go';
import java from 'highlight.js/lib/languages/java';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import python from 'highlight.js/lib/languages/python';
import rust from 'highlight.js/lib/languages/rust';
import sql from 'highlight.js/lib/languages/sql';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';

const lowlight = createLowlight({
  bash,
  c,
  cpp,
  csharp,
  css,
  diff,
  go,
  java,
  javascript,
  json,
  python,
  rust,
  sql,
  typescript,
  xml,
  yaml,
});

/** The part of lowlight's tree that is drawn. */
interface Node {
  readonly type: string;
  readonly value?: string;
  readonly properties?: { readonly className?: unknown };
  readonly children?: readonly Node[];
}

/** Coloured code as elements, or `null` for a language that is not known. */
export function highlight(code: string, language: string): ComponentChildren {
  if (!lowlight.registered(language)) return null;
  return draw(lowlight.highlight(language, code).children);
}

function draw(nodes: readonly Node[]): ComponentChildren[] {
  return nodes.map((node) => {
    if (node.type === 'text') return node.value;
    const names = node.properties?.className;
    const className = Array.isArray(names) ? names.join(' ') : '';
    return <span class={className}>{draw(node.children ?? [])}</span>;
  });
}
