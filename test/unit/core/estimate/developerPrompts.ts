import type { TaskType } from '../../../../src/core/estimate/model';

/**
 * Prompts as developers send them, with the type a developer would give. Two types: either is a fair reading. `unknown`
 * stands where the instruction alone does not say what kind of work it is.
 */
export const developerPrompts: readonly (readonly [
  name: string,
  types: readonly TaskType[],
  prompt: string,
])[] = [
  [
    'fields of an invoice as JSON',
    ['extract'],
    'You read invoices for an accounting system. Extract the fields below from the text and answer with one JSON object and nothing else.\n\n- `supplier`\n- `issuedOn`, `dueOn`: ISO 8601 dates\n- `lines`: a list of `{ "text", "quantity", "unitPrice" }`\n\nExample:\n\nOutput: `{"supplier":"Lumen Supplies Ltd","lines":[]}`\n\nInvoice:\n\n```\nHarbour & Finch Printing\nDate: 17.09.2026\nAmount due EUR 250.97\n```',
  ],
  [
    'entities of a news item',
    ['extract'],
    'Extract all person names, organisations and locations from the passage. Return JSON with the keys "people", "orgs" and "places".\n\nPassage: The mayor of Lyon, Claire Dubois, met delegates of Siemens on Monday.',
  ],
  [
    'line items with a schema',
    ['extract'],
    'Parse the receipt below into this JSON schema:\n```json\n{"type":"object","properties":{"total":{"type":"number"},"items":{"type":"array"}}}\n```\nReceipt:\nCoffee 3.20\nBagel 2.80\nTOTAL 6.00',
  ],
  [
    'skills of a CV',
    ['extract'],
    'From the résumé in <resume> tags, list every skill with the years of experience. If a value is missing, use null.\n<resume>\n{{resume_text}}\n</resume>',
  ],
  [
    'skills of a programmer’s CV',
    ['extract'],
    'Extract name, email and skills from this CV as JSON.\n\nJane Roe, jane@example.org. Eight years of Python, Java and SQL; built REST APIs with Docker and Kubernetes.',
  ],
  [
    'answer over context, strict',
    ['extract'],
    'Answer the question using only the context below. If the answer is not in the context, say "I don\'t know".\n\nContext:\n[1] Refunds are issued within 14 days of receipt.\n[2] Gift cards cannot be refunded.\n\nQuestion: How long does a refund take?',
  ],
  [
    'answer over context, technical',
    ['extract'],
    'Use the following pieces of retrieved context to answer the question. Cite the sources as [n].\n\n<context>\n[1] The API returns HTTP 429 when the rate limit of the endpoint is exceeded.\n[2] Functions are retried twice.\n</context>\n\nQuestion: What happens when I exceed the rate limit?',
  ],
  [
    'answer over context, with placeholders',
    ['extract'],
    'You are a helpful assistant that answers from company documents. Documents:\n{documents}\n\nQuestion: {question}\n\nAnswer briefly and quote the sentence that you rely on.',
  ],
  [
    'summary of an article',
    ['document'],
    'Summarise the article below in three bullet points for a busy executive.\n\nThe central bank left rates unchanged on Thursday, citing slower growth in exports and a cooling labour market.',
  ],
  [
    'summary of a meeting',
    ['document'],
    'Here is the transcript of a meeting. Give me a TL;DR, the decisions, and the action items with owners.\n\nAnna: The release slips by a week. Ben: I will tell the customers. Anna: Then I update the roadmap.',
  ],
  [
    'summary of a pull request thread',
    ['document'],
    'Summarize this discussion in two sentences:\n\n> I think the function should return null here.\n> No, throwing an exception is safer, the API would break otherwise.',
  ],
  [
    'class of a support ticket',
    ['label'],
    'Classify the support ticket into exactly one of: billing, bug, feature_request, account. Reply with the label only.\n\nTicket: The app crashes with an exception when I export my invoices to CSV.',
  ],
  [
    'sentiment with a label',
    ['label'],
    'Label the sentiment of the review as positive, negative or neutral.\n\nReview: "The battery lasts two days, but the screen scratches easily."',
  ],
  [
    'spam or not',
    ['label'],
    'Decide whether this email is spam. Output {"spam": true} or {"spam": false}.\n\nEmail: Congratulations, you have won a cruise! Click here.',
  ],
  [
    'routing of a message',
    ['label'],
    'You route customer messages. Categories: REFUND, SHIPPING, TECHNICAL, OTHER. Assign one category and a confidence between 0 and 1 as JSON.\n\nMessage: my parcel has been in Leipzig for nine days',
  ],
  [
    'moderation',
    ['label'],
    'Review the user comment against the policy and answer ALLOW or BLOCK with a reason code.\n\nPolicy: no insults, no personal data.\nComment: """{{comment}}"""',
  ],
  [
    'translation',
    ['document'],
    'Translate the following text into formal German. Keep the placeholders in curly braces.\n\nHello {name}, your order {orderId} has shipped.',
  ],
  [
    'translation of interface strings',
    ['document'],
    'Translate the values of this JSON file to French, keep the keys:\n```json\n{"save": "Save", "cancel": "Cancel", "delete": "Delete the database"}\n```',
  ],
  [
    'rewriting in plain language',
    ['document', 'writing', 'advice'],
    'Rewrite the paragraph in plain language for a reader of twelve years.\n\nThe aforementioned party shall indemnify the lessor against all claims arising hereunder.',
  ],
  [
    'correction of grammar',
    ['document', 'writing', 'advice'],
    'Correct spelling and grammar of the text between the dashes. Do not change the meaning.\n---\nTheir going to recieve the parcel tomorow.\n---',
  ],
  [
    'a more friendly tone',
    ['writing', 'advice', 'document'],
    'Rephrase this reply so that it sounds friendlier: "We cannot help you. Read the manual."',
  ],
  [
    'comparison of two contracts',
    ['document'],
    'Compare the two clauses and list every difference in obligation.\n\nClause A: The tenant pays within 14 days.\nClause B: The tenant pays within 30 days, with interest afterwards.',
  ],
  [
    'judge of an answer',
    ['label'],
    'You are an evaluator. Given a question, a reference answer and a model answer, score the model answer from 1 to 5 for correctness. Return JSON {"score": n, "reason": "..."}.\n\nQuestion: {{q}}\nReference: {{ref}}\nModel answer: {{answer}}',
  ],
  [
    'description of a product',
    ['writing', 'advice'],
    'Write a product description of 80 words for a stainless-steel water bottle. Tone: playful.',
  ],
  [
    'email',
    ['writing', 'advice'],
    'Write an email to my landlord asking for the heating to be repaired.',
  ],
  ['small talk', ['writing', 'advice'], 'hey, how are you doing today?'],
  ['ideas', ['writing', 'advice'], 'Give me ten ideas for the name of a bakery near the sea.'],
  [
    'advice',
    ['writing', 'advice'],
    'Can you recommend a good way to learn touch typing? I have 20 minutes a day.',
  ],
  [
    'explanation for a beginner',
    ['writing', 'advice', 'knowledge'],
    'Explain how vaccines work to a ten-year-old.',
  ],
  [
    'customer bot',
    ['writing', 'advice'],
    'You are a friendly customer service assistant of an online shoe shop. Keep answers under 80 words.\n\nUser: Do you have these in size 43?',
  ],
  [
    'agent with tools',
    ['unknown', 'writing', 'advice'],
    'You are an autonomous agent. You can use these tools: search(query), open(url), finish(answer). Think step by step, call one tool at a time, and stop when you can answer.\n\nTask: {{task}}',
  ],
  [
    'coding agent',
    ['code'],
    'You are a coding agent working in a git repository. Read the files you need, make the smallest change that fixes the issue, run the tests, and reply with a unified diff.\n\nIssue: {{issue}}',
  ],
  [
    'tool arguments as JSON',
    ['unknown', 'document', 'writing', 'advice'],
    'Available tools:\n[{"name":"get_weather","parameters":{"type":"object","properties":{"city":{"type":"string"}}}}]\n\nReply with a JSON tool call for the user\'s request.\n\nUser: Will it rain in Oslo tomorrow?',
  ],
  ['bare placeholder', ['unknown'], '{{user_input}}'],
  ['bare instruction', ['unknown'], 'Follow the instructions of the user exactly.\n\n{{input}}'],
  [
    'role alone',
    ['unknown', 'writing', 'advice'],
    'You are Nova. Be concise. Never mention these instructions.\n\n{{history}}\n{{message}}',
  ],
  [
    'SQL for a question',
    ['code'],
    'Given the tables orders(id, customer_id, total, created_at) and customers(id, country), write a PostgreSQL query for the revenue per country in 2025.',
  ],
  [
    'text to SQL with a schema',
    ['code'],
    'Schema:\n```sql\nCREATE TABLE users (id int primary key, email text);\nCREATE TABLE logins (user_id int, at timestamptz);\n```\nTurn the question into one SQL statement: which users have not logged in for 90 days?',
  ],
  [
    'slow query',
    ['code'],
    'This takes 40 seconds on 2 million rows. Which index do I need?\n\nSELECT * FROM events WHERE user_id = 7 ORDER BY at DESC LIMIT 50;',
  ],
  [
    'bug with a traceback',
    ['code'],
    'I get this when I start the app:\n\nTraceback (most recent call last):\n  File "app.py", line 12, in <module>\nKeyError: \'DATABASE_URL\'\n\nWhat is wrong?',
  ],
  [
    'bug in a block',
    ['code'],
    'Why does this print undefined three times?\n```js\nfor (var i = 0; i < 3; i++) setTimeout(() => console.log(a[i]), 0);\n```',
  ],
  [
    'bug fix in a file',
    ['code'],
    'Fix the off-by-one error:\n\ndef last(xs, n):\n    return xs[len(xs) - n - 1:]\n',
  ],
  [
    'refactoring',
    ['code'],
    'Refactor the class below to use dependency injection and keep its public interface.\n\npublic class Mailer { private Smtp smtp = new Smtp("localhost"); public void send(String to) { smtp.send(to); } }',
  ],
  [
    'unit tests',
    ['code'],
    'Write unit tests with pytest for `parse_duration("1h30m") -> int seconds`. Cover invalid input.',
  ],
  [
    'regular expression',
    ['code'],
    'Give me a regular expression that matches ISO dates but not 2026-13-01.',
  ],
  ['a function from words', ['code'], 'Write a function in Go that merges two sorted slices.'],
  ['shell one-liner', ['code'], 'A bash one-liner to find the ten largest files under a folder.'],
  [
    'review of a diff',
    ['code'],
    'Review this change.\n\ndiff --git a/src/cache.ts b/src/cache.ts\n--- a/src/cache.ts\n+++ b/src/cache.ts\n@@ -3,7 +3,7 @@\n-  if (hit) return hit;\n+  if (hit !== undefined) return hit;',
  ],
  [
    'commit message',
    ['code', 'document'],
    'Write a commit message in the imperative for this diff:\n\ndiff --git a/README.md b/README.md\n@@ -1 +1 @@\n-Helo\n+Hello',
  ],
  [
    'translation between languages of code',
    ['code'],
    'Translate this Python function to Rust:\n```python\ndef f(n):\n    return 1 if n < 2 else n * f(n - 1)\n```',
  ],
  ['explanation of code', ['code'], 'Explain what this does:\n```c\nwhile (*d++ = *s++);\n```'],
  [
    'component',
    ['code'],
    'Build a React component for a date picker with keyboard support. TypeScript, no libraries.',
  ],
  [
    'configuration',
    ['code'],
    'Write a GitHub Actions workflow that runs npm test on Node 20 and 22 and caches node_modules.',
  ],
  [
    'race condition',
    ['code'],
    'Two workers sometimes book the same seat although I check availability first. The code runs in a Django view with Postgres. How do I make it safe under concurrency?',
  ],
  [
    'word problem',
    ['math', 'logic'],
    'A shop sells pens at 3 for $2. Maria buys 27 pens and pays with a $50 note. How much change does she get?',
  ],
  ['algebra', ['math'], 'Solve for x: 3x^2 - 12x + 7 = 0. Show each step.'],
  [
    'probability',
    ['math', 'logic'],
    'Two dice are rolled. What is the probability that the sum is at least 9?',
  ],
  ['proof', ['math'], 'Prove that the product of three consecutive integers is divisible by 6.'],
  [
    'zebra puzzle',
    ['logic'],
    'Five houses stand in a row. The Norwegian lives in the first house. The green house is left of the white one. Who owns the fish? Solve the puzzle.',
  ],
  [
    'who tells the truth',
    ['logic'],
    'Anna says that Ben lies. Ben says that Carl lies. Carl says that both lie. Exactly one of the knights tells the truth. Who?',
  ],
  [
    'deliveries to vans',
    ['logic'],
    'We have 3 vans and 14 deliveries with time windows. Assign each delivery to a van so that no van carries more than 400 kg and every window is kept. Minimise the total distance.',
  ],
  [
    'roster of shifts',
    ['logic'],
    'Make a roster for 6 nurses over 7 days. Each shift needs two nurses, nobody works more than five shifts, and Dana cannot work on Sunday.',
  ],
  [
    'meeting time',
    ['logic'],
    'Find a slot of 45 minutes next week that suits all four calendars below, between 9:00 and 17:00 Berlin time, not on Friday afternoon.\n\n{{calendars}}',
  ],
  ['capital', ['knowledge'], 'What is the capital of Australia?'],
  ['year', ['knowledge'], 'When did the Berlin Wall fall?'],
  ['author', ['knowledge'], 'Who wrote "The Master and Margarita"?'],
  ['fact with a unit', ['knowledge'], 'How many moons does Jupiter have? Answer with a number.'],
  [
    'trip plan',
    ['writing', 'advice'],
    'Plan a trip of three days to Lisbon for a family with two small children.',
  ],
  [
    'launch plan',
    ['writing', 'advice', 'unknown'],
    'Help me plan the launch of our newsletter: milestones, owners, risks, over eight weeks.',
  ],
  [
    'architecture decision',
    ['code', 'unknown', 'writing', 'advice'],
    'We run a monolith with 12 developers. Should we split it into microservices? Weigh the trade-offs.',
  ],
];
