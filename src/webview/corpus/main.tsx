import { render } from 'preact';
import { corpusProtocol, type CorpusState } from '../../protocol/corpus';
import { connectPage, pageState } from '../ui/page';
import { CorpusPage } from './corpusPage';
import './corpus.css';

const listeners = new Set<(state: CorpusState) => void>();

/** Draws the page once the host has told the language. */
async function start(): Promise<void> {
  const host = await connectPage(corpusProtocol, {
    requests: {},
    events: { stateChanged: (state) => listeners.forEach((listener) => listener(state)) },
  });
  const root = document.getElementById('app');
  if (root === null) throw new Error('a page without #app');
  const onState = (listener: (state: CorpusState) => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  render(<CorpusPage host={host} onState={onState} memory={pageState} />, root);
}

void start();
