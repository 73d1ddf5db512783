import { isValidElement, type ComponentChildren } from 'preact';

/** Every word that components without state draw, labels for screen readers included; no browser takes part. */
export function drawnText(drawn: ComponentChildren): string {
  if (Array.isArray(drawn)) return drawn.map(drawnText).join(' ');
  if (typeof drawn === 'string' || typeof drawn === 'number') return String(drawn);
  if (!isValidElement(drawn)) return '';
  const { type, props } = drawn;
  if (typeof type === 'function') {
    // A component of this house is a function of its properties.
    const component = type as (given: unknown) => ComponentChildren;
    return drawnText(component(props));
  }
  const { 'aria-label': label, title, children } = props as Readonly<Record<string, unknown>>;
  const said = [label, title].filter((s) => typeof s === 'string');
  return [...said, drawnText(children as ComponentChildren)].join(' ');
}
