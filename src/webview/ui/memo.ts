import { Component, h, type ComponentType, type FunctionComponent } from 'preact';

/** A component that is drawn again only when one of its properties is another value (compat's `memo` without compat). */
export function memo<P extends object>(render: FunctionComponent<P>): ComponentType<P> {
  return class Memo extends Component<P> {
    override shouldComponentUpdate(next: P): boolean {
      const keys = Object.keys(next) as (keyof P)[];
      return keys.some((key) => next[key] !== this.props[key]);
    }
    override render() {
      return h(render, this.props);
    }
  };
}
