import { readPrompts, type PromptCase } from './promptCases';

const URL = 'https://generativelanguage.googleapis.com/v1beta/models/';
const body = (text: string): string => `{"contents": [{"parts": [{"text": "${text}"}]}]}`;

const cases: Readonly<Record<string, PromptCase>> = {
  'the model of the function that posts, not of the one before': {
    code: `def a():
    body = ${body('First')}
    return requests.post("${URL}gemini-2.5-pro:generateContent", json=body)

def b():
    body = ${body('Second')}
    return requests.post("${URL}gemini-2.5-flash:generateContent", json=body)`,
    found: [
      [null, 'gemini-2.5-pro', null, 'user: First'],
      [null, 'gemini-2.5-flash', null, 'user: Second'],
    ],
  },
  'the model of an address that all functions know': {
    code: `URL = "${URL}gemini-2.5-pro:generateContent"
def a():
    return requests.post("${URL}gemini-2.5-flash:generateContent", json=${body('First')})
def b():
    return requests.post(URL, json=${body('Second')})`,
    found: [
      [null, 'gemini-2.5-flash', null, 'user: First'],
      [null, 'gemini-2.5-pro', null, 'user: Second'],
    ],
  },
  'the model of an address that another function gives': {
    code: `def url():
    return "${URL}gemini-2.5-pro:generateContent"
def b():
    return requests.post(url(), json=${body('Second')})`,
    found: [[null, 'gemini-2.5-pro', null, 'user: Second']],
  },
  'no model of a comment': {
    language: 'typescript',
    code: `async function a() {
  // once ${URL}gemini-1.5-pro:generateContent
  const body = ${body('First')};
  return fetch('${URL}gemini-2.5-pro:generateContent', { method: 'POST', body: JSON.stringify(body) });
}`,
    found: [[null, 'gemini-2.5-pro', null, 'user: First']],
  },
};

describe('models that addresses name', () => readPrompts(cases));
