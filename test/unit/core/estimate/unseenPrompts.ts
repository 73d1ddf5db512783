import type { developerPrompts } from './developerPrompts';

/** Written with the others and looked at only once the cues stood: what recognition is worth on prompts it was not made on. */
export const unseenPrompts: typeof developerPrompts = [
  [
    'key facts of a contract',
    ['extract'],
    'Pull out the parties, the term and the notice period from the lease below and return them as YAML.\n\nLEASE\nBetween Orla Quinn and Bright Homes Ltd. Term: two years. Notice: three months.',
  ],
  [
    'class of an issue',
    ['label'],
    'Which of these labels fits the issue best: bug, docs, enhancement, question? Answer with the label.\n\nIssue: The README does not say how to install on Windows.',
  ],
  [
    'language of a text',
    ['label'],
    'Detect the language of the text and return its ISO 639-1 code.\n\nText: Das Wetter ist heute schön.',
  ],
  [
    'redaction',
    ['document'],
    'Replace all names, phone numbers and addresses in the message by [REDACTED]. Change nothing else.\n\nMessage: Call Tom at 555-0101.',
  ],
  [
    'minutes',
    ['document'],
    'Turn these notes into minutes with headings.\n\n- budget ok\n- hire 2\n- next meeting 4 May',
  ],
  [
    'headline',
    ['document', 'writing', 'advice'],
    'Write a headline of at most eight words for this article:\n\nThe harbour will close for repairs from Monday until the end of the month.',
  ],
  [
    'question over a manual',
    ['extract'],
    'According to the manual excerpt, which button resets the device?\n\n"""\nHold MODE for five seconds to reset. Press SET to confirm.\n"""',
  ],
  [
    'table from prose',
    ['document'],
    'Convert the text into a Markdown table with the columns date, city, temperature.\n\nOn 3 May it was 14 degrees in Bergen; on 4 May 17 in Oslo.',
  ],
  [
    'subtitles',
    ['document'],
    'Übersetze den folgenden Text ins Englische:\n\nDer Zug fährt heute nicht.',
  ],
  [
    'birthday wish',
    ['writing', 'advice'],
    'Write a short birthday wish for a colleague who likes sailing.',
  ],
  ['greeting', ['writing', 'advice'], 'Good morning! Tell me something nice.'],
  [
    'interview practice',
    ['writing', 'advice'],
    'Act as an interviewer for a sales job and ask me one question at a time.',
  ],
  ['linked list', ['code'], 'Implement an LRU cache in TypeScript with O(1) get and put.'],
  [
    'stack trace in Java',
    ['code'],
    'Exception in thread "main" java.lang.NullPointerException\n\tat com.acme.Main.run(Main.java:14)\nHow can I find the cause?',
  ],
  [
    'migration of a framework',
    ['code'],
    'Migrate this from Vue 2 to Vue 3 with the composition API:\n```vue\n<script>\nexport default { data() { return { n: 0 } } }\n</script>\n```',
  ],
  ['CSS', ['code'], 'How do I centre a div vertically and horizontally with CSS grid?'],
  [
    'type error',
    ['code'],
    "TS2345: Argument of type 'string | undefined' is not assignable to parameter of type 'string'. How do I fix it without a cast?",
  ],
  [
    'Dockerfile',
    ['code'],
    'Make this Dockerfile smaller:\n```dockerfile\nFROM node:20\nCOPY . .\nRUN npm install\n```',
  ],
  [
    'interest',
    ['math'],
    'What is 1,200 EUR worth after 5 years at 3 % compound interest, compounded monthly?',
  ],
  [
    'geometry',
    ['math'],
    'A circle is inscribed in a right triangle with legs 6 and 8. Find its radius.',
  ],
  [
    'seating',
    ['logic'],
    'Seven guests sit around a round table. Ada will not sit next to Bob, and Cem must sit opposite Dora. Give a valid seating.',
  ],
  [
    'timetable',
    ['logic'],
    'Schedule these 9 exams into 4 days with 2 rooms so that no student has two exams at the same time. Conflicts: A-B, A-C, D-E.',
  ],
  ['river', ['knowledge'], 'Which river flows through Vienna?'],
  ['placeholder alone', ['unknown'], '{{ system_prompt }}\n\n{{ query }}'],
  ['vague', ['unknown'], 'Do it again but better.'],
];
