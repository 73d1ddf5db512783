import assert from 'node:assert/strict';
import { unzstd } from '../../../../../src/core/trace/reader/zstd';

const fromBase64 = (text: string) => Uint8Array.from(Buffer.from(text, 'base64'));
const utf8 = (text: string) => new TextEncoder().encode(text);

/** Bytes without any pattern. */
function noise(length: number): Uint8Array {
  let seed = 1;
  return Uint8Array.from({ length }, () => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return (seed >>> 16) & 255;
  });
}

const lines = Array.from(
  { length: 150 },
  (_, i) => `Step ${i}: ${(i * i) % 97} is ${i % 3 === 0 ? 'less' : 'more'} than ${(i * 7) % 31}.`,
).join('\n');

// Made with the zstd command line tool 1.5.4.
const SAMPLES: readonly (readonly [string, Uint8Array, string])[] = [
  [
    'text packed well (level 19)',
    utf8(lines),
    [
      'KLUv/QRoBRgAdrZqF4BLpQ1A7taBh0cIuxTZ3b0TG+FEkzoBbABgAGEAb4jLfIgO8VfjLQxfZTmeHMJPe7yI8BGC',
      'jrdj+LouHxyKvwjeyHN81cRTG/yYl7OLD7uEd0vzbfChNf7GQrz1hK9S8CRjfsxUXurjQyq8iwcLEhxg+QIIEIhg',
      'AIEGZMDgwAAZFGDgAxUcNBAQfKheh3gr82U2qmX4qc3LGR8WT/CltnygkvFHxFvZhC87eKqVH+IlRBwf4THe0yu+',
      'E4ZHjuKtU3z1iqcxfs5xvNjER628xcFXTPggYyL+SsZbW74meDKX+KlP6pDhHTQGNd9SaEv4CxXzNsHXURDiZ3rC',
      'i8WYdyiVbygfQoW/K28X+LrydHPHy5WPM++j4HsnfDjiz2q8OfiqUAk/xuLFzEcbvM3E14KRI/hrKN7q8hXD05nG',
      'FuGlPT5CeJcc3xqHCWP8Sa94kwpB4Sh+pFNyJT2+UuKD1MpfOHg7m/BlE/EUJeMnWl5igo9xiXf0jG/U5kPI8Gc2',
      '460u8+UO8VTGj0XM48MN4e32+JrCB5eOv5rDW+vyVWonPMdLS+KjDd4BgSaooUBLjNr2O2HSJFqQHDEECAFDMoXB',
      'QZoU0hiZJRHM585y0g1v7uZ44cIsx9VIpSSKhL+mPh5BNjtQBPrmg5w+03GHYWVhrdZcuNLPmEcP/1rQ8CAR6n+W',
      'lj3sM74Fb1/jqibjW8EL8c34EGnkYoS4W4WC/m3qvyM14R6gfmYqDWkNIJWx0kSISVXVuvTXS1X/UPW/LtW/XKoq',
      '381sDHg3OpXmysWiSSa8pU601a/ZYl7DhRYoJc7hJ2htwqjoZGw2uvVuYCVvAfzn4aSvURcO9E2js+8NmnKPkB3D',
      'xeg/bQL2X1cRkGQfvOGuuYGX7BINAL2wBFOb4NTW7egFPjY/GWqU6eyyG+opFYasojKE8uM+boIjAD5ltLq8jew0',
      'z272spqHBVgnnCg2Bb+ceh+A/uNrjjfNr5+vZCu59Uv0LzrSPeC/5As89SuovQNI2zqrsJFyDQ==',
    ].join(''),
  ],
  [
    'text packed fast (level 1)',
    utf8(lines),
    [
      'KLUv/QRIjRwAdqFIFoBL5QFA7taBh0cIe2RJEUIV3IkmdQJLADwAPwBmT189pcj1I3LUiy29PX3Y2GcJWY9O6s82',
      'vZX0hWLuyZL9kKmXK8IAQUMPCwkHZSioe1fh0CAAEBBFGCBoKAPDwaAMBY0+qnBoEAjWpw17tN1fTW9jfU1iTxbp',
      'h6qXwd4jJ32My/o09ihT/Un2JkN92dkT9SMx2ctUb7G4D4nrc6ZHk+zP1geFhDIWNAam8ezqyCPni3Oa8cysjMbE',
      'bA5LrCtzUcVMSdkVJWlzPVLW9UeS1xsV9kWTPZFIP1ToXghlepOpD7IBkYQxRmXKIZODEmfMNTQzY09MilFsKxKP',
      'xRLitNFmx5RNHtsOO43hCqeFyzRhhyPsxLy0LJqUtNORiSiHYwGBaajBwUWy9X8DkQXFcDJKDxEgBB3MexIZSZzd',
      'UiBzLrrg3Nm9YY21TFjPGUVcf2ELRtU4OW+iBl5bIypmsKifpr1lBs677zAil3ZvmgLTJpFyzLBeQxa2gE7s/hmD',
      '1ScFcswx6H6J52lvVunt5353HWjk4voV/EZmTdleBENKaOt24EqGW5+Hj8VQfrxNDFJLRr/l5153V03U4TS3lz6P',
      'YdZ/6Ta+EIrb3XFLwN8AghlrZLbo6vTZbIZahmK528fJlvLvu3FgvCP5MqNFBzYyevojGUS3QA8IebPhzKhELDk2',
      '62ONgNFySnh4da8MPMYw3byOKqC1cjK4KVyPyO2qG624yOrZxVWQkqogXKKXwowyUZLF2s97qLxQYxvTLPrF6GTM',
      'omyvNETJG8lRw7QwDpz4f0UGPday1yug89JYdvztzrIIdwRvAH5jNTN9NM8Qh53xMim14uY3RV8V88u6ZjZFWS+d',
      'Zb/X6s1abY6O8zViJbMdimOtkJM35oNmZWCxmHyz+GI6LlybmnDTS2df9lb12U6F6Q1YzXyD6lUQqnpjt7O7RlTq',
      'K22J2VUTEXHkvTJw6FNeUnv9heV2AqOZfX3+YK3Ad/alU0uiyVICw65kE4MkYC3mFPX7SE8XRbDl5TSmJYQyiyJw',
      'SXqe2n4jBV68h6spYerJGqm96WayODxXy6BrYLaEMx41mDK+7j7mOxiYK9kXW0wns57ayZmxyS1KVwQgWuCNtUwA',
      '46dktWgAgPmiqq1OsD4rxkx6Xj9034DvrrJXVqrAi57DWXJ9wtvQ/Gv+LbZSfl+m19qLnUtxWEadlRp66RWpArCR',
      'cg0=',
    ].join(''),
  ],
  ['one byte again and again', utf8('a'.repeat(1000)), 'KLUv/QRYTQAAEGFhAQDjK4AFI0LaLg=='],
  [
    'what cannot be packed',
    noise(120),
    [
      'KLUv/QRYwQMAxn6Ba0v74vtU9r3ffBzhhwG/Md5Wcg9HZ2aHWaqIPFnqVhN70oWh2DxUVS83rmVb2gJ5mMzjGnaO',
      'X9mZjx8/Nu5DeE0N+r6m2uSGjtwpbU7/VuFwIPuPsVgFkMUJ3FPNqjtImVLTUp0Gn+q1wgYTmEmyAR6sMogxn/tG',
      'cQ==',
    ].join(''),
  ],
  ['a frame without checksum', utf8('Hi'), 'KLUv/QBYEQAASGk='],
  ['an empty frame', utf8(''), 'KLUv/SQAAQAAmenYUQ=='],
];

describe('Zstandard', () => {
  for (const [name, expected, packed] of SAMPLES) {
    it(`unpacks ${name}`, () => {
      assert.deepEqual(unzstd(fromBase64(packed), expected.length), expected);
    });
  }

  it('unpacks frames one after another, and skips what is none', () => {
    const [first, , second] = SAMPLES;
    assert.ok(first && second);
    const skippable = Uint8Array.of(0x5e, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3);
    const packed = [fromBase64(first[2]), skippable, fromBase64(second[2])];
    const bytes = Uint8Array.from(packed.flatMap((p) => [...p]));
    const expected = Uint8Array.from([...first[1], ...second[1]]);
    assert.deepEqual(unzstd(bytes, expected.length), expected);
  });

  it('writes no more than the size that was claimed', () => {
    for (const [name, expected, packed] of SAMPLES) {
      if (expected.length === 0) continue;
      assert.throws(() => unzstd(fromBase64(packed), expected.length - 1), RangeError, name);
    }
  });

  it('ends with an error or within the size, whatever byte is damaged or missing', () => {
    for (const [, expected, packed] of SAMPLES) {
      const good = fromBase64(packed);
      for (let at = 0; at < good.length; at++) {
        const flipped = good.slice();
        flipped[at] = good[at]! ^ (1 << (at % 8));
        for (const bytes of [flipped, good.subarray(0, at)]) {
          try {
            assert.ok(unzstd(bytes, expected.length).length <= expected.length);
          } catch (error) {
            assert.ok(error instanceof RangeError, String(error));
          }
        }
      }
    }
  });
});
