// What has been written, chosen and ticked in a view or message, in Slack's shapes.

const EMPTY = {
  plain_text_input: { value: null },
  email_text_input: { value: null },
  url_text_input: { value: null },
  number_input: { value: null },
  rich_text_input: { rich_text_value: null },
  static_select: { selected_option: null },
  external_select: { selected_option: null },
  users_select: { selected_user: null },
  conversations_select: { selected_conversation: null },
  channels_select: { selected_channel: null },
  multi_static_select: { selected_options: [] },
  multi_external_select: { selected_options: [] },
  multi_users_select: { selected_users: [] },
  multi_conversations_select: { selected_conversations: [] },
  multi_channels_select: { selected_channels: [] },
  datepicker: { selected_date: null },
  timepicker: { selected_time: null },
  datetimepicker: { selected_date_time: null },
  checkboxes: { selected_options: [] },
  radio_buttons: { selected_option: null },
};

// The names under which an element says what is given at first.
const INITIAL = {
  value: "initial_value", rich_text_value: "initial_value", selected_option: "initial_option",
  selected_options: "initial_options", selected_user: "initial_user",
  selected_users: "initial_users", selected_conversation: "initial_conversation",
  selected_conversations: "initial_conversations", selected_channel: "initial_channel",
  selected_channels: "initial_channels", selected_date: "initial_date",
  selected_time: "initial_time", selected_date_time: "initial_date_time",
};

export function isInput(element) {
  return element.type in EMPTY;
}

export class Values {
  #given = new Map(); // by "block action": what was given, kept while a view changes

  // What an input holds: what a person gave, else what it begins with.
  of(block, element) {
    const key = this.#key(block, element);
    const kept = this.#given.get(key);
    if (kept?.type === element.type) return kept;
    const [name, empty] = Object.entries(EMPTY[element.type])[0];
    const first = { type: element.type, [name]: element[INITIAL[name]] ?? empty };
    this.#given.set(key, first);
    return first;
  }

  set(block, element, chosen) {
    this.#given.set(this.#key(block, element), { type: element.type, ...chosen });
  }

  // All that the inputs of these blocks hold, by block and action.
  read(blocks) {
    const read = {};
    for (const block of blocks) {
      const inside = [block.element, block.accessory, ...(block.elements ?? [])];
      for (const element of inside.filter((one) => one?.action_id && isInput(one))) {
        read[block.block_id] = {
          ...read[block.block_id], [element.action_id]: this.of(block, element),
        };
      }
    }
    return read;
  }

  #key(block, element) {
    return `${block.block_id} ${element.action_id}`;
  }
}
