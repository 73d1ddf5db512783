import { render, type JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { trialProtocol, type TrialState, type UnreadTrial } from '../../protocol/trial';
import type { Peer } from '../../protocol/rpc';
import { connectPage, pageState } from '../ui/page';
import { actionsOf } from './actions';
import { restoreMemory, type TrialMemory } from './memory';
import { TrialPage } from './trialPage';
import './trial.css';

type Shown = TrialState | UnreadTrial;

interface AppProps {
  readonly host: Peer<typeof trialProtocol.host>;
  readonly listener: { state: (state: Shown) => void };
  readonly first: Shown;
}

function App({ host, listener, first }: AppProps): JSX.Element {
  const [state, setState] = useState(first);
  const [problem, setProblem] = useState<string | null>(null);
  const [memory, setMemory] = useState<TrialMemory>(() => pageState.get(restoreMemory));
  useEffect(() => pageState.set(memory), [memory]);
  const actions = useMemo(() => actionsOf(host, setProblem), [host]);
  listener.state = (next) => {
    setProblem(null);
    setState(next);
  };
  return (
    <TrialPage
      state={state}
      actions={actions}
      problem={problem}
      memory={memory}
      onMemory={setMemory}
    />
  );
}

async function start(): Promise<void> {
  const listener: AppProps['listener'] = { state: () => undefined };
  const host = await connectPage(trialProtocol, {
    requests: {},
    events: { stateChanged: (state) => listener.state(state) },
  });
  const first = await host.request('getState', null);
  render(<App host={host} listener={listener} first={first} />, document.getElementById('app')!);
}

void start();
