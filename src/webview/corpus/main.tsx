import { render } from 'preact';
import { corpusProtocol } from '../../protocol/corpus';
import { askingFor } from '../ui/failure';
import { connectPage, keep, pageState } from '../ui/page';
import { Store } from '../ui/store';
import { CorpusPage, rememberedBy, type CorpusPageState } from './corpusPage';
import './corpus.css';

const store = new Store<CorpusPageState>({
  by: pageState.get(rememberedBy),
  corpus: null,
  loaded: null,
  failure: null,
});
const host = await connectPage(corpusProtocol, {
  requests: {},
  events: { stateChanged: (corpus) => store.set({ corpus }) },
});
keep(store, ({ by, corpus }) => (corpus === null ? null : { by, roots: corpus.roots }));
render(<CorpusPage host={host} store={store} />, document.getElementById('app')!);
askingFor(store)(host.request('getState', null).then((corpus) => store.set({ corpus })));
