//! What the table of the catalogue becomes: events, kinds, areas, and all that is asked of a kind.
//!
//! Names in here are those of the place where the macro is called.

/// `NUMBER v VERSION Name`, and for each older version of its wire struct `| OLD Frozen`: entries of
/// that version decode as `Frozen` and are read as `Name`, by its `From<Frozen>`.
macro_rules! catalogue {
    ($($area:ident $group:ident { $(
        $number:literal v $version:literal $name:ident $(| $old:literal $frozen:ident)*,
    )* })*) => {
        /// Any event.
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[expect(missing_docs, reason = "documented at the declaration of each body")]
        pub enum Event { $($( $name($name), )*)* }

        /// What kind of event.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[expect(missing_docs, reason = "documented at the declaration of each body")]
        pub enum Kind { $($( $name, )*)* }

        /// An area. Whoever goes through them by `match` is told by the compiler of a new one.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[expect(missing_docs, reason = "documented at the file of each area")]
        pub enum Area { $( $group, )* }

        impl Kind {
            /// All kinds in catalogue order.
            pub const ALL: &'static [Kind] = &[$($( Kind::$name, )*)*];

            /// Number in the header.
            pub const fn number(self) -> u16 {
                match self { $($( Kind::$name => $number, )*)* }
            }

            /// The kind of a number, if this version knows it.
            pub const fn from_number(number: u16) -> Option<Kind> {
                match number { $($( $number => Some(Kind::$name), )*)* _ => None }
            }

            /// Name in code and JSON.
            pub const fn name(self) -> &'static str {
                match self { $($( Kind::$name => stringify!($name), )*)* }
            }

            /// The kind of a name.
            pub fn from_name(name: &str) -> Option<Kind> {
                match name { $($( stringify!($name) => Some(Kind::$name), )*)* _ => None }
            }

            /// Newest version of the wire struct.
            pub const fn version(self) -> u8 {
                match self { $($( Kind::$name => $version, )*)* }
            }

            /// Area that declares it, to go through all of them.
            pub const fn group(self) -> Area {
                match self { $($( Kind::$name => Area::$group, )*)* }
            }

            /// Name of the area that declares it.
            pub const fn area(self) -> &'static str {
                match self { $($( Kind::$name => stringify!($area), )*)* }
            }

            /// Object it brings into being.
            pub const fn creates(self) -> Option<Object> {
                match self { $($( Kind::$name => <$name as Body>::CREATES, )*)* }
            }

            /// Whether it may speak of a day after today.
            pub const fn planning(self) -> bool {
                match self { $($( Kind::$name => <$name as Body>::PLANNING, )*)* }
            }

            /// Label in Bahasa Indonesia.
            pub const fn label_id(self) -> &'static str {
                match self { $($( Kind::$name => <$name as Body>::LABEL_ID, )*)* }
            }

            /// Label in English.
            pub const fn label_en(self) -> &'static str {
                match self { $($( Kind::$name => <$name as Body>::LABEL_EN, )*)* }
            }

            /// Everything the catalogue knows of it.
            pub fn info(self) -> KindInfo {
                match self { $($( Kind::$name => KindInfo {
                    number: $number,
                    version: $version,
                    area: stringify!($area),
                    name: <$name as Body>::NAME,
                    label_id: <$name as Body>::LABEL_ID,
                    label_en: <$name as Body>::LABEL_EN,
                    doc: <$name as Body>::DOC,
                    creates: <$name as Body>::CREATES,
                    planning: <$name as Body>::PLANNING,
                    fields: <$name as Body>::fields(),
                }, )*)* }
            }
        }

        impl Event {
            /// Its kind.
            pub const fn kind(&self) -> Kind {
                match self { $($( Event::$name(_) => Kind::$name, )*)* }
            }

            /// Appends the wire bytes of the body.
            pub fn encode(&self, out: &mut Vec<u8>) -> Result<(), CodecError> {
                match self { $($( Event::$name(body) => codec::encode(body, out), )*)* }
            }

            /// Reads the wire bytes of a body; all of them, and only the canonical form of the
            /// version in which they were written. Older versions become the newest.
            pub fn decode(kind: Kind, version: u8, bytes: &[u8]) -> Result<Event, CodecError> {
                match (kind, version) {
                    $($(
                        (Kind::$name, $version) => codec::decode(bytes).map(Event::$name),
                        $( (Kind::$name, $old) => {
                            codec::decode::<$frozen>(bytes).map(|body| Event::$name(body.into()))
                        } )*
                    )*)*
                    _ => Err(CodecError::UnknownVersion { kind: kind.name(), version }),
                }
            }

            /// Reads a body as [`Event::decode`] does, and keeps the bytes of an older version.
            pub fn read(
                kind: Kind,
                version: u8,
                bytes: &[u8],
            ) -> Result<(Event, Option<Box<OlderBody>>), CodecError> {
                let event = Event::decode(kind, version, bytes)?;
                Ok((event, OlderBody::of(kind.version(), version, bytes)))
            }

            /// The body as it stands in an entry: as it was recorded where that was in an `older`
            /// version, else in the newest.
            pub fn wire<'a>(&self, older: Option<&'a OlderBody>) -> Result<Wire<'a>, CodecError> {
                let kind = self.kind().number();
                if let Some(OlderBody { version, bytes }) = older {
                    return Ok(Wire { kind, version: *version, body: bytes.as_ref().into() });
                }
                let mut body = Vec::new();
                self.encode(&mut body)?;
                Ok(Wire { kind, version: self.kind().version(), body: body.into() })
            }

            /// The body as JSON.
            pub fn to_json(&self) -> Value {
                match self { $($( Event::$name(body) =>
                    serde_json::to_value(body).unwrap_or(Value::Null), )*)* }
            }

            /// Reads a body from JSON; the error names the field.
            pub fn from_json(kind: Kind, value: &Value) -> Result<Event, JsonError> {
                match kind { $($( Kind::$name => read_json(value).map(Event::$name), )*)* }
            }

            /// Calls `visit` for each reference to another event.
            pub fn references(&self, visit: &mut dyn FnMut(Object, u64)) {
                match self { $($( Event::$name(body) => Body::references(body, visit), )*)* }
            }

            /// Replaces references by index in the same batch by sequence numbers.
            pub fn resolve(&mut self, first_seq: u64) {
                match self { $($( Event::$name(body) => Body::resolve(body, first_seq), )*)* }
            }

            /// Calls `tag` for each thing the event is about by its own words.
            pub fn tags(&self, tag: &mut dyn FnMut(Tag)) {
                match self { $($( Event::$name(body) => Body::tags(body, tag), )*)* }
            }

            /// An event of a kind made from a seed, to test the encoding; rules mostly refuse it.
            /// What one should look like stands in [`crate::examples`].
            pub fn sample(kind: Kind, seed: u64) -> Event {
                match kind { $($( Kind::$name => Event::$name(<$name as Body>::sample(seed)), )*)* }
            }
        }

        $($( impl From<$name> for Event {
            fn from(body: $name) -> Event {
                Event::$name(body)
            }
        } )*)*
    };
}
pub(crate) use catalogue;
