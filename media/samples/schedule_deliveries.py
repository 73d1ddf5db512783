"""Asks a language model to plan delivery tours. A sample for "Estimate reasoning cost"."""

import json

from openai import OpenAI

client = OpenAI()

SYSTEM = """You plan delivery tours for a small bakery.
Let's think step by step: first list the constraints, then try an order, then check every time window.
Answer with a JSON list of stops in order, each with an arrival time."""


def plan(orders: list[dict], vans: int = 2) -> list[dict]:
    """Returns the stops of all vans in order of arrival."""
    response = client.chat.completions.create(
        model="gpt-4o",
        temperature=0.2,
        max_tokens=600,
        messages=[
            {"role": "system", "content": SYSTEM},
            {
                "role": "user",
                "content": (
                    f"We have {vans} vans with room for 40 crates each. Both start at the bakery at 05:30. "
                    "Every stop takes 6 minutes. Each order has an address, a number of crates, the driving "
                    "minutes from every other address, and a time window. No stop may be late. "
                    "Use as little driving time as possible.\n\n" + json.dumps(orders)
                ),
            },
        ],
    )
    return json.loads(response.choices[0].message.content)
