//! JSON text as a value. An object that names one field twice is refused: readers of JSON keep the last one in silence,
//! and what the first one said would be lost (RFC 8259 section 4).

use std::fmt;

use serde::Deserialize;
use serde::Deserializer;
use serde::de::Error;
use serde::de::MapAccess;
use serde::de::SeqAccess;
use serde::de::Visitor;
use serde_json::Map;
use serde_json::Value;

use crate::domain::fault::Fault;
use crate::domain::text;

/// Reads JSON. The fault says line and column.
pub(super) fn parse(json: &str) -> Result<Value, Fault> {
    serde_json::from_str::<Unique>(json).map(|read| read.0).map_err(|error| {
        let said = error.to_string();
        let said = said.rsplit_once(" at line ").map_or(&*said, |(what, _)| what);
        let (line, column) = (error.line(), error.column());
        let is = if error.is_data() { "cannot be read" } else { "is no JSON" };
        Fault::new("", format!("the file {is}: line {line}, column {column}: {said}"))
    })
}

/// A value each of whose objects names a field once.
struct Unique(Value);

impl<'de> Deserialize<'de> for Unique {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Reader).map(Self)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Value;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(Unique(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(list.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some((key, Unique(value))) = entries.next_entry::<String, Unique>()? {
            if object.contains_key(&key) {
                let key = text::clean_line(&key);
                return Err(A::Error::custom(format!("\u{201c}{key}\u{201d} is there twice; leave one of them out")));
            }
            object.insert(key, value);
        }
        Ok(object.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_read_as_by_others() {
        let json = r#"{"a":[1,-2,1.5,1e300,"x\u00e4",true,null,{}],"b":{"a":18446744073709551615}}"#;
        assert_eq!(parse(json).unwrap(), serde_json::from_str::<Value>(json).unwrap());
    }

    #[test]
    fn a_field_that_is_there_twice_is_told_with_its_line() {
        let fault = parse("{\"a\": {\n  \"start\": 1,\n  \"start\": 2}}").unwrap_err();
        assert!(fault.what.to_string().starts_with("the file cannot be read: line 3, column "), "{fault:?}");
        assert!(
            fault.what.to_string().ends_with("\u{201c}start\u{201d} is there twice; leave one of them out"),
            "{fault:?}"
        );
    }

    #[test]
    fn what_is_no_json_is_told_with_its_line() {
        let fault = parse("{\"a\": }").unwrap_err();
        assert_eq!(fault.what.to_string(), "the file is no JSON: line 1, column 7: expected value");
    }
}
