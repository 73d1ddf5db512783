import type { Page } from '@playwright/test';

/** What of a page is cut, lies over its neighbour or makes the page scroll sideways; one line each. */
export function clipped(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found = new Set<string>();
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth)
      found.add(`the page is ${root.scrollWidth} wide, its frame ${root.clientWidth}`);
    const name = (element: Element): string =>
      `<${element.tagName.toLowerCase()} class="${element.getAttribute('class') ?? ''}">`;
    const clips = (style: CSSStyleDeclaration): boolean =>
      style.overflowX === 'hidden' || style.overflowX === 'clip';
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      const own = node.parentElement!;
      if (
        node.nodeValue?.trim() === '' ||
        own.closest('svg, .visually-hidden, option, .axis') !== null
      )
        continue;
      if (getComputedStyle(own).visibility === 'hidden') continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const box = range.getBoundingClientRect();
      if (box.width < 1 || box.height < 1) continue;
      const said = node.nodeValue!.trim().slice(0, 40);
      for (let at: Element | null = own; at !== null; at = at.parentElement) {
        const style = getComputedStyle(at);
        if (style.clipPath !== 'none') break;
        const edge = at.getBoundingClientRect();
        // A line that has no room wraps out of sight as a whole.
        if (clips(style) && (box.top >= edge.bottom - 1 || box.bottom <= edge.top + 1)) break;
        const over = box.right > edge.right + 1.5 || box.left < edge.left - 1.5;
        if (style.overflowX === 'auto' || style.overflowX === 'scroll') break;
        const cell = at.matches(
          'th, td, dt, dd, [role=gridcell], [role=columnheader], button, label',
        );
        if (over && clips(style) && style.textOverflow === 'ellipsis') {
          // The rest is told on hover, or by opening the row.
          const whole = at.closest('[title], [role=row][aria-expanded], [role=row][aria-selected]');
          if (whole === null) found.add(`${name(at)} shortens without telling the rest: ${said}`);
          break;
        }
        if (over && (clips(style) || cell) && style.display !== 'inline') {
          found.add(`${name(own)} does not fit into ${name(at)}: ${said}`);
          break;
        }
      }
    }
    // Labels of an axis stand clear of each other.
    for (const axis of document.querySelectorAll('.axis')) {
      const boxes = [...axis.children].map((child) => child.getBoundingClientRect());
      boxes.forEach((box, i) => {
        if (i > 0 && box.left < boxes[i - 1]!.right)
          found.add(`labels of an axis touch: ${axis.textContent}`);
      });
    }
    return [...found];
  });
}
