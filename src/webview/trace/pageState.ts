import type { Unrecognised } from '../../core/trace/unrecognised';
import type {
  FileView,
  FindResult,
  NamedComparison,
  TraceComparison,
  TraceTarget,
} from '../../protocol/traceData';
import type { OpenSession } from '../session/openSession';
import type { TraceModel } from './traceModel';
import type { Ui } from './ui';

/** Everything the page shows. */
export interface PageState {
  readonly ui: Ui;
  readonly file: FileView | null;
  readonly model: TraceModel | null;
  readonly comparison: TraceComparison | null;
  /** Two whole sessions side by side. */
  readonly runs: NamedComparison | null;
  readonly hits: FindResult | null;
  readonly playing: boolean;
  readonly help: boolean;
  /** A request that failed and was not about one place of the page; shown until the next success. */
  readonly failure: string | null;
  /** Said by the screen reader, politely. */
  readonly said: string;
  /** Whether what is said is shown, too: nothing else on the page tells it. */
  readonly told: boolean;
  /** Rises when lines, bodies or the list arrive. */
  readonly arrived: number;
  /** The view of the file as a whole run, once it is loaded. */
  readonly opened: OpenSession | null;
  /** What there is to choose other columns from, while they are chosen for a file that is open. */
  readonly changing: Unrecognised | null;
  /** The raw record that is shown over the page. */
  readonly raw: {
    readonly target: TraceTarget;
    readonly text: string;
    readonly where: string;
  } | null;
}

/** What a page shows before anything has come. */
export function freshPage(ui: Ui): PageState {
  return {
    ui,
    file: null,
    model: null,
    comparison: null,
    runs: null,
    hits: null,
    playing: false,
    help: false,
    failure: null,
    said: '',
    told: false,
    arrived: 0,
    raw: null,
    changing: null,
    opened: null,
  };
}
