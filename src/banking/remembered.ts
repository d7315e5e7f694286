/**
 * The same pure function, which keeps its answers so as to give each but once. It forgets all of them when they are more
 * than `most`, so that strange input cannot fill the memory. A call that throws is not remembered.
 */
export function remembered<Key extends string | number, Value>(
  answer: (key: Key) => Value,
  most: number,
): (key: Key) => Value {
  const answers = new Map<Key, { readonly value: Value }>();
  return (key) => {
    const known = answers.get(key);
    if (known !== undefined) return known.value;
    const value = answer(key);
    if (answers.size >= most) answers.clear();
    answers.set(key, { value });
    return value;
  };
}
