import { render } from 'preact';
import { whyProtocol, type ShownWhy } from '../../protocol/why';
import { connectPage } from '../ui/page';
import { WhyPage } from './whyPage';
import './why.css';

const listeners = new Set<(state: ShownWhy) => void>();

/** Draws the page once the host has told the language. */
async function start(): Promise<void> {
  const host = await connectPage(whyProtocol, {
    requests: {},
    events: { stateChanged: (state) => listeners.forEach((listener) => listener(state)) },
  });
  const root = document.getElementById('app');
  if (root === null) throw new Error('a page without #app');
  const onState = (listener: (state: ShownWhy) => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  render(<WhyPage host={host} onState={onState} />, root);
}

void start();
