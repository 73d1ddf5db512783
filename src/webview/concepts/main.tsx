import { render } from 'preact';
import { conceptsProtocol } from '../../protocol/concepts';
import { connectPage, keep, pageState } from '../ui/page';
import { Store } from '../ui/store';
import { App, type ConceptsPageState } from './app';
import './concepts.css';
import { restoreKept } from './kept';

const store = new Store<ConceptsPageState>({
  shown: null,
  searching: false,
  kept: pageState.get(restoreKept),
  failure: null,
});
keep(store, ({ kept }) => kept);
const host = await connectPage(conceptsProtocol, {
  requests: {},
  events: {
    show: (shown) => store.set({ shown, searching: false }),
    focusSearch: () => store.set({ searching: true }),
  },
});
render(<App host={host} store={store} />, document.getElementById('app')!);
