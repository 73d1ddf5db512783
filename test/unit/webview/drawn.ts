import { isValidElement, type ComponentChildren } from 'preact';

/** What components without state draw, element by element; no browser takes part. */
function* elements(
  drawn: ComponentChildren,
): Generator<string | Readonly<Record<string, unknown>>> {
  if (Array.isArray(drawn)) for (const one of drawn) yield* elements(one as ComponentChildren);
  else if (typeof drawn === 'string' || typeof drawn === 'number') yield String(drawn);
  else if (isValidElement(drawn)) {
    const { type, props } = drawn;
    if (typeof type === 'function') {
      // A component of this house is a function of its properties.
      const component = type as (given: unknown) => ComponentChildren;
      yield* elements(component(props));
    } else {
      yield { ...props };
      yield* elements(props.children);
    }
  }
}

/** Every word that is drawn, labels for screen readers included. */
export const drawnText = (drawn: ComponentChildren): string =>
  [...elements(drawn)]
    .flatMap((one) => (typeof one === 'string' ? [one] : [one['aria-label'], one['title']]))
    .filter((said) => typeof said === 'string')
    .join(' ');

/** The ids of elements that are drawn. */
export const drawnIds = (drawn: ComponentChildren): readonly unknown[] =>
  [...elements(drawn)].flatMap((one) => (typeof one === 'string' ? [] : [one['id']]));
