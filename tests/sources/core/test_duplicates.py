from hypothesis import given
from hypothesis import strategies as st

from tefter.sources.duplicates import Earlier, Seen

hashes = st.sampled_from([-(2**63), -1, 0, 5, 2**63 - 1])


@given(st.lists(st.lists(st.tuples(hashes | st.integers(0, 40), st.integers(0, 1)), max_size=9)))
def test_it_remembers_what_a_dict_remembers_however_the_batches_fall(batches):
    seen, first, number = Seen(), {}, 0
    for batch in batches:
        keys, contents, numbers, expected = [], [], [], []
        for key, content in batch:
            number += 1
            keys.append(key)
            contents.append(content)
            numbers.append(number)
            if key in first:
                expected.append(Earlier(first[key][0], first[key][1] == content))
            else:
                first[key] = number, content
                expected.append(None)
        assert seen.add(keys, contents, numbers) == expected
