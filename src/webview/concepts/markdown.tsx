import { marked, type Token, type Tokens } from 'marked';
import { Fragment, type ComponentChildren, type JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { pageLink } from '../../core/concepts/links';
import { CodeBlocks } from './codeBlocks';
import { DataTable } from './dataTable';
import { FIGURES } from './figures/table';

export interface LinkActions {
  readonly openPage: (id: string) => void;
  readonly openClaim: (id: string) => void;
  readonly openWeb: (url: string) => void;
}

/** A page's Markdown as elements. Raw HTML never becomes markup, links only lead where pages may lead. */
export function Markdown({ text, actions }: { text: string; actions: LinkActions }): JSX.Element {
  const tokens = useMemo(() => marked.lexer(text), [text]);
  return <>{blocks(tokens, actions)}</>;
}

function blocks(tokens: readonly Token[], actions: LinkActions): ComponentChildren[] {
  const out: ComponentChildren[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    if (token.type === 'code') {
      // Snippets that follow each other are one, with a vendor to choose.
      const group: Tokens.Code[] = [];
      while (i < tokens.length && ['code', 'space'].includes(tokens[i]!.type)) {
        if (tokens[i]!.type === 'code') group.push(tokens[i] as Tokens.Code);
        i++;
      }
      i--;
      out.push(
        <CodeBlocks key={i} blocks={group.map(({ lang, text }) => ({ lang: lang ?? '', text }))} />,
      );
    } else {
      out.push(<Fragment key={i}>{block(token, actions)}</Fragment>);
    }
  }
  return out;
}

function block(token: Token, actions: LinkActions): ComponentChildren {
  switch (token.type) {
    case 'heading':
      return <h2>{inline(token.tokens, actions)}</h2>;
    case 'paragraph': {
      const only = token.tokens?.length === 1 ? token.tokens[0] : undefined;
      if (only?.type === 'image') return figure(only as Tokens.Image);
      return <p>{inline(token.tokens, actions)}</p>;
    }
    case 'text':
      return inline(token.tokens ?? [token], actions);
    case 'blockquote':
      return <blockquote>{blocks((token as Tokens.Blockquote).tokens, actions)}</blockquote>;
    case 'list': {
      const { ordered, items } = token as Tokens.List;
      const rows = items.map((item, i) => <li key={i}>{blocks(item.tokens, actions)}</li>);
      return ordered ? <ol class="para">{rows}</ol> : <ul class="para">{rows}</ul>;
    }
    case 'table':
      return table(token as Tokens.Table, actions);
    case 'space':
      return null;
    default:
      return token.raw;
  }
}

function figure({ href, text }: Tokens.Image): ComponentChildren {
  const Figure = FIGURES[href.replace(/^figure:/, '')];
  return Figure === undefined ? <p>{text}</p> : <Figure alt={text} />;
}

function table({ header, rows }: Tokens.Table, actions: LinkActions): ComponentChildren {
  const headText = header.map((cell) => cell.text);
  const cell = ({ text, tokens }: Tokens.TableCell): ComponentChildren =>
    tokens.length === 1 && tokens[0]?.type === 'text' ? text : inline(tokens, actions);
  return (
    <DataTable
      label={headText.join(', ')}
      head={header.map(cell)}
      headText={headText}
      rows={rows.map((row) => row.map(cell))}
    />
  );
}

function inline(tokens: readonly Token[] | undefined, actions: LinkActions): ComponentChildren {
  return tokens?.map((token, i) => <Fragment key={i}>{piece(token, actions)}</Fragment>);
}

function piece(token: Token, actions: LinkActions): ComponentChildren {
  switch (token.type) {
    case 'strong':
      return <b>{inline(token.tokens, actions)}</b>;
    case 'em':
      return <em>{inline(token.tokens, actions)}</em>;
    case 'codespan':
      return <code>{(token as Tokens.Codespan).text}</code>;
    case 'link':
      return <PageLink link={token as Tokens.Link} actions={actions} />;
    case 'escape':
      return (token as Tokens.Escape).text;
    case 'text':
      return token.tokens === undefined
        ? (token as Tokens.Text).text
        : inline(token.tokens, actions);
    default:
      return token.raw;
  }
}

function PageLink({ link, actions }: { link: Tokens.Link; actions: LinkActions }): JSX.Element {
  const target = pageLink(link.href);
  const open = (event: Event): void => {
    event.preventDefault();
    if (target?.to === 'page') actions.openPage(target.id);
    else if (target?.to === 'claim') actions.openClaim(target.id);
    else if (target?.to === 'web') actions.openWeb(target.url);
  };
  return (
    <a href={target?.to === 'web' ? target.url : '#'} onClick={open}>
      {inline(link.tokens, actions)}
    </a>
  );
}
