package io.armature.simulator.writing;

import io.armature.simulator.writing.StepWriter.Project;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Python for each table of an invented project, as FastAPI and SQLAlchemy want it: model, schemas, router and service.
 */
final class TableFiles {
    private static final Map<String, String> PYTHON = Map.of(
            "id", "int",
            "text", "str",
            "integer", "int",
            "decimal", "Decimal",
            "boolean", "bool",
            "timestamp", "datetime",
            "reference", "int");

    private TableFiles() {}

    static Map<String, String> models(Project project) {
        Map<String, String> files = new LinkedHashMap<>();
        for (String table : project.tables()) {
            String type = Nouns.type(table);
            String columns = Nouns.columns(table).entrySet().stream()
                    .map(column -> "    " + column.getKey() + ": Mapped[" + PYTHON.get(column.getValue()) + "]"
                            + (column.getValue().equals("id") ? " = mapped_column(primary_key=True)" : ""))
                    .collect(Collectors.joining("\n"));
            files.put("backend/app/models/" + table + ".py", """
                    from datetime import datetime
                    from decimal import Decimal

                    from sqlalchemy.orm import Mapped, mapped_column

                    from app.utils.database import Base


                    class %s(Base):
                        __tablename__ = "%s"

                    %s
                    """.formatted(type, table, columns));
            String fields = Nouns.columns(table).entrySet().stream()
                    .filter(column -> !column.getValue().equals("id"))
                    .map(column -> "    " + column.getKey() + ": " + PYTHON.get(column.getValue()))
                    .collect(Collectors.joining("\n"));
            files.put("backend/app/schemas/" + table + ".py", """
                    from datetime import datetime
                    from decimal import Decimal

                    from pydantic import BaseModel, ConfigDict


                    class %1$sIn(BaseModel):
                    %2$s


                    class %1$sOut(%1$sIn):
                        model_config = ConfigDict(from_attributes=True)
                        id: int
                    """.formatted(type, fields));
        }
        return files;
    }

    static Map<String, String> routes(Project project) {
        Map<String, String> files = new LinkedHashMap<>();
        for (String table : project.tables()) {
            String type = Nouns.type(table);
            files.put("backend/app/routers/" + table + ".py", """
                    from fastapi import APIRouter, Depends
                    from sqlalchemy.orm import Session

                    from app.schemas.%1$s import %2$sIn, %2$sOut
                    from app.services import %1$s as service
                    from app.utils.database import session

                    router = APIRouter(prefix="/api/%3$s", tags=["%1$s"])


                    @router.get("", response_model=list[%2$sOut])
                    def all_%1$s(db: Session = Depends(session)):
                        return service.all(db)


                    @router.post("", response_model=%2$sOut, status_code=201)
                    def create(body: %2$sIn, db: Session = Depends(session)):
                        return service.create(db, body)


                    @router.get("/{id}", response_model=%2$sOut)
                    def one(id: int, db: Session = Depends(session)):
                        return service.one(db, id)


                    @router.delete("/{id}", status_code=204)
                    def delete(id: int, db: Session = Depends(session)) -> None:
                        service.delete(db, id)
                    """.formatted(table, type, table.replace('_', '-')));
            files.put("backend/app/services/" + table + ".py", """
                    from fastapi import HTTPException
                    from sqlalchemy import select
                    from sqlalchemy.orm import Session

                    from app.models.%1$s import %2$s
                    from app.schemas.%1$s import %2$sIn


                    def all(db: Session) -> list[%2$s]:
                        return list(db.scalars(select(%2$s).order_by(%2$s.id)))


                    def one(db: Session, id: int) -> %2$s:
                        found = db.get(%2$s, id)
                        if found is None:
                            raise HTTPException(404, "there is no such row in %1$s")
                        return found


                    def create(db: Session, body: %2$sIn) -> %2$s:
                        row = %2$s(**body.model_dump())
                        db.add(row)
                        db.commit()
                        return row


                    def delete(db: Session, id: int) -> None:
                        db.delete(one(db, id))
                        db.commit()
                    """.formatted(table, type));
        }
        return files;
    }
}
