import type { Peer } from '../../protocol/rpc';
import type { traceProtocol } from '../../protocol/trace';
import type { StepBody } from '../../protocol/traceData';
import { PageCache } from '../ui/pageCache';
import type { TraceModel } from './traceModel';

export type TraceHost = Peer<(typeof traceProtocol)['host']>;

/** The texts of one trace, fetched by the page as they come into view. */
export class TracePages {
  private readonly lines: PageCache<string>;
  private readonly bodies: PageCache<StepBody>;

  /** `arrived` is called when texts that were asked for have come. */
  constructor(
    host: TraceHost,
    private readonly model: TraceModel,
    arrived: () => void,
  ) {
    const { count, outline } = model;
    const { index, lines } = outline;
    const bound = (to: number): number => Math.min(to, count);
    this.lines = new PageCache(
      250,
      (from, to) =>
        to <= lines.length
          ? Promise.resolve(lines.slice(from, to))
          : host.request('getLines', { index, from, to: bound(to) }),
      arrived,
    );
    this.bodies = new PageCache(
      8,
      (from, to) => host.request('getBodies', { index, from, to: bound(to) }),
      arrived,
    );
  }

  /** First characters of a step; `undefined` until they have come. */
  line(step: number): string | undefined {
    return this.model.outline.lines[step] ?? this.lines.get(step);
  }

  body(step: number): StepBody | undefined {
    return this.bodies.get(step);
  }
}
