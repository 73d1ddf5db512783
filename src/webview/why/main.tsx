import { render } from 'preact';
import { whyProtocol } from '../../protocol/why';
import { connectPage } from '../ui/page';
import { Store } from '../ui/store';
import { WhyPage, type WhyPageState } from './whyPage';
import './why.css';

const store = new Store<WhyPageState>({ why: null, failure: null });
const host = await connectPage(whyProtocol, {
  requests: {},
  events: { stateChanged: (why) => store.set({ why }) },
});
render(<WhyPage host={host} store={store} />, document.getElementById('app')!);
