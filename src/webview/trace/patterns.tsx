import { SHOWN_KINDS, type ShownKinds } from '../../core/steps/kinds';

/** Textures of the strip's lower edge, which tell kinds apart without colour. One copy a page. */
export function Patterns({ table = SHOWN_KINDS }: { readonly table?: ShownKinds }) {
  return (
    <svg class="sprite" aria-hidden="true" width="0" height="0">
      <defs>
        {Object.entries(table).map(([kind, { texture }]) => {
          if (texture === null) return null;
          const { size, d, wide, turned } = texture;
          return (
            <pattern
              key={kind}
              id={`texture-${kind}`}
              width={size}
              height={size}
              patternUnits="userSpaceOnUse"
              {...(turned === undefined ? {} : { patternTransform: `rotate(${turned})` })}
            >
              <path d={d} class={wide === true ? 'texture texture-wide' : 'texture'} />
            </pattern>
          );
        })}
        <pattern
          id="texture-gap"
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <path d="M3 0v6" class="texture-gap" />
        </pattern>
      </defs>
    </svg>
  );
}
