import { msg, type Message } from '../../../model/message';
import { Gunzip } from 'fflate';
import { Decompress } from 'fzstd';
import { SNIFF_BYTES } from '../bounds';
import type { Layer } from './layer';
import { unpackedHead, unpackedSource, type CreateUnpacker } from './unpack';

interface Packing {
  readonly id: string;
  readonly title: Message;
  readonly magic: readonly number[];
  /** What its file names end in; taken off, so that the name inside can tell. */
  readonly ending: RegExp;
  readonly create: CreateUnpacker;
}

/** A compression as a layer. */
function packedLayer({ id, title, magic, ending, create }: Packing): Layer {
  return {
    id,
    title,
    sniff: (head) => magic.every((byte, i) => head[i] === byte),
    inside: (name) => name.replace(ending, ''),
    head: (head) => unpackedHead(head, create, SNIFF_BYTES),
    open: (source, signal) =>
      unpackedSource(source, source.name.replace(ending, ''), create, signal),
  };
}

export const zstd = packedLayer({
  id: 'zstd',
  title: msg('zstd'),
  magic: [0x28, 0xb5, 0x2f, 0xfd],
  ending: /\.zstd?$/i,
  create: (emit) => {
    const stream = new Decompress(emit);
    return { push: (chunk, last) => void stream.push(chunk, last) };
  },
});

export const gzip = packedLayer({
  id: 'gzip',
  title: msg('gzip'),
  magic: [0x1f, 0x8b, 0x08],
  ending: /\.gz(?:ip)?$/i,
  create: (emit) => {
    const stream = new Gunzip(emit);
    return { push: (chunk, last) => stream.push(chunk, last) };
  },
});
