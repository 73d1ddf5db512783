import { memorySource, type ByteSource } from '../../../../../src/core/trace/source';
import { analyse } from '../../../../../src/core/steps/analyse';
import { labelsBeside, type LabelsBeside } from '../../../../../src/core/steps/corrections/beside';
import { correctionOf } from '../../../../../src/core/steps/corrections/corrections';
import { SIDECAR_ENDING, writeSidecar } from '../../../../../src/core/steps/corrections/sidecar';
import { reasoningText, type Trace } from '../../../../../src/core/model/trace';
import type { StepKind } from '../../../../../src/core/steps/model';

/** The sidecar of a trace whose first step a person labelled. */
export function relabelled(trace: Trace, kind: StepKind): string {
  const { steps } = analyse(trace);
  const asked = { op: 'relabel', step: 0, kind } as const;
  const correction = correctionOf(steps, reasoningText(trace), asked)!;
  return writeSidecar({ traces: { [trace.id]: [correction] } });
}

/** A file in memory beside which stands a sidecar with this text. */
export function sourceWith(name: string, bytes: Uint8Array, sidecar: string): ByteSource {
  const beside = (ending: string): Promise<ByteSource | null> =>
    Promise.resolve(
      ending === SIDECAR_ENDING
        ? memorySource(name + ending, new TextEncoder().encode(sidecar))
        : null,
    );
  return { ...memorySource(name, bytes), beside };
}

/** The labels beside a trace whose first step a person labelled. */
export const relabelledBeside = (trace: Trace, kind: StepKind): Promise<LabelsBeside> =>
  labelsBeside(sourceWith('x.json', new Uint8Array(), relabelled(trace, kind)));
