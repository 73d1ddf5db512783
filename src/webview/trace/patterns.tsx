/** Textures of the strip's lower edge, which tell kinds apart without colour. One copy a page. */
export function Patterns() {
  return (
    <svg class="sprite" aria-hidden="true" width="0" height="0">
      <defs>
        <pattern id="texture-plan" width="5" height="5" patternUnits="userSpaceOnUse">
          <path d="M0 4.5h5" class="texture" />
        </pattern>
        <pattern id="texture-check" width="4" height="4" patternUnits="userSpaceOnUse">
          <path d="M3.5 0v4" class="texture" />
        </pattern>
        <pattern
          id="texture-rethink"
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <path d="M5 0v6" class="texture texture-wide" />
        </pattern>
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
